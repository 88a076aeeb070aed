internal import Presentation
internal import Store

/// What many rows of a list come to: by what they were grouped, how many they are, and each column's aggregate.
struct GroupedRow: Encodable, Sendable {
    var cells: [Cell]
    var keys: [String]

    private struct Key: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        for (key, cell) in zip(keys, cells) { try values.encode(JSONValue(cell), forKey: Key(stringValue: key)) }
    }
}

/// Rows joined, with the columns that are left of them.
struct GroupedRows: Sendable {
    var rows: [GroupedRow]
    var columns: [Column<GroupedRow>]
    var details: [Column<GroupedRow>]

    /// - Parameters:
    ///   - name: what the rows of one group have in common: several cells where one says more of the other.
    ///   - heads: the headings and keys of those cells.
    init<Row>(
        _ rows: [Row], columns: [Column<Row>], details: [Column<Row>], heads: [(heading: Heading, key: String)],
        name: (Row) -> [Cell]
    ) {
        let taken = Set(heads.map(\.key))
        func aggregated(_ columns: [Column<Row>]) -> [Column<Row>] {
            columns.filter { $0.aggregate != nil }.flatMap(Self.parts).filter { !taken.contains($0.record[0].key) }
        }
        let (shown, rest) = (aggregated(columns), aggregated(details))
        let count = Heading("Rows", kk: "Жолдар", ru: "Строки")
        let keys = heads.map(\.key) + ["rows"] + (shown + rest).map { $0.record[0].key }
        let headings = heads.map(\.heading) + [count] + (shown + rest).map { Self.heading($0) }
        let groups = Dictionary(grouping: rows) { row in name(row).map(\.plain) }
        // In a fixed order before they are sorted, for what sorts alike.
        let made = groups.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value).map { group in
            GroupedRow(
                cells: name(group[0]) + [.integer(group.count)] + (shown + rest).map { Self.cell(of: $0, group) },
                keys: keys)
        }
        self.rows = RowSort.sorted(
            made,
            by: heads.indices.map { place in
                (cell: { @Sendable (row: GroupedRow) in row.cells[place] }, isDescending: false)
            })
        let all = zip(headings, keys).enumerated().map { place, named in
            Column<GroupedRow>(named.0, key: named.1) { $0.cells[place] }
        }
        let shownCount = heads.count + 1 + shown.count
        self.columns = Array(all.prefix(shownCount))
        self.details = Array(all.dropFirst(shownCount))
    }

    /// A column of a range is one of what is there at least and one of what is there at most.
    private static func parts<Row>(of column: Column<Row>) -> [Column<Row>] {
        guard column.record.count == 2 else { return column.record.count == 1 ? [column] : [] }
        return zip(["≥", "≤"], column.record).map { sign, record in
            let heading = column.heading
            return Column(
                Heading("\(heading.en) \(sign)", kk: "\(heading.kk) \(sign)", ru: "\(heading.ru) \(sign)"),
                record: [record], aggregate: column.aggregate, cell: record.cell)
        }
    }

    private static func heading<Row>(_ column: Column<Row>) -> Heading {
        guard column.aggregate == .median else { return column.heading }
        let heading = column.heading
        return Heading(heading.en + " (median)", kk: heading.kk + " (медиана)", ru: heading.ru + " (медиана)")
    }

    private static func cell<Row>(of column: Column<Row>, _ rows: [Row]) -> Cell {
        let cells = rows.map { column.record[0].cell($0) }
        let values = cells.compactMap(\.value)
        switch column.aggregate {
        case .sum:
            guard !values.isEmpty else { return .missing }
            let isWhole = cells.allSatisfy { if case .integer = $0 { true } else { $0 == .missing } }
            let sum = values.reduce(0, +)
            return isWhole && abs(sum) < 9e15 ? .integer(Int(sum)) : .number(sum, decimals: 1)
        case .median:
            // A thousandth is finer than anything that is measured, and free of what halves of sums leave behind.
            return .tenths(Statistics.median(values).map { ($0 * 1_000).rounded() / 1_000 })
        case .yes: return .integer(cells.count { $0 == .flag(true) })
        case nil: return .missing
        }
    }
}
