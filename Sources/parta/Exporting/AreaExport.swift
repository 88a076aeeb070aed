internal import Aggregator
internal import Exchange
internal import ExchangeRows
internal import Presentation
internal import Reports
internal import Store

/// Writes a list that is computed from what computers reported, with the point of each row's school.
struct AreaExport<Row: Sendable> {
    let store: any Store
    let query: Query
    let layer: String
    let columns: ColumnRows<Row>
    let school: (Row) -> String
    let rows: (any Store, Query, [String: School]) async throws -> [Row]

    /// - Parameter open: makes the file.
    /// - Returns: how many rows there were.
    func write(_ open: (TableHeader) throws -> ExportFile) async throws -> Int {
        var file: ExportFile?
        var count = 0
        do {
            try await AreaBatches(store: store, query: query).visit { schools, narrowed in
                let found = try await rows(store, narrowed, schools).filter { schools[school($0)] != nil }
                guard !found.isEmpty else { return }
                let target = try file ?? open(columns.header(layer, sample: found))
                file = target
                for row in found {
                    count += 1
                    let place = schools[school(row)]
                    try target.write(
                        TableRow(
                            number: count, cells: columns.cells(row), longitude: place?.longitude,
                            latitude: place?.latitude))
                }
                if Terminal.showsProgress { Terminal.progress("\(count) rows") }
            }
            let target = try file ?? open(columns.header(layer, sample: []))
            file = target
            try target.finish()
            return count
        } catch {
            file?.discard()
            throw error
        }
    }
}

extension AreaExport<LineRow> {
    static func lines(_ store: any Store, _ query: Query) -> AreaExport {
        AreaExport(
            store: store, query: query, layer: "lines", columns: ColumnRows(columns: ReadingColumns.lines),
            school: \.school, rows: { store, query, _ in try await store.lines(query, scope: .everything) })
    }
}

/// How many devices of a category stand at a school.
struct StockRow: Sendable {
    var school: String
    var name: String
    var category: Reports.Category
    /// At the last scans of its computers.
    var attached: Int
    /// Of them, those seen by computers that may be used in lessons.
    var pedagogical: Int
}

extension AreaExport<StockRow> {
    static func stock(_ store: any Store, _ query: Query) -> AreaExport {
        let columns: [Column<StockRow>] = [
            Column("School", key: "school") { .text($0.school) },
            Column("Name", key: "school_name") { .text($0.name) },
            Column("Category", key: "category") { .text($0.category.rawValue) },
            Column("Attached", key: "attached") { .integer($0.attached) },
            Column("In lessons", key: "pedagogical") { .integer($0.pedagogical) },
        ]
        return AreaExport(
            store: store, query: query, layer: "stock", columns: ColumnRows(columns: columns), school: \.school,
            rows: { store, query, schools in
                var all: [StockRow] = []
                for school in schools.keys.sorted() {
                    var one = query
                    one.area = nil
                    one.since = nil
                    one.school = school
                    all += counts(try await store.devices(one, scope: .everything))
                }
                return all
            })
    }

    private static func counts(_ devices: [DeviceRow]) -> [StockRow] {
        let attached = devices.filter(\.attached)
        return Dictionary(grouping: attached, by: \.category).sorted { $0.key.rawValue < $1.key.rawValue }.map {
            category, devices in
            StockRow(
                school: devices[0].school, name: devices[0].schoolName, category: category, attached: devices.count,
                pedagogical: devices.count { $0.pedagogical })
        }
    }
}
