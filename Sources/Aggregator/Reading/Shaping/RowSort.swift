internal import Presentation

/// A column that rows are sorted by.
public struct RowSort: Sendable, Equatable {
    public var column: String
    public var isDescending: Bool

    public init(_ column: String, descending: Bool = false) {
        self.column = column
        isDescending = descending
    }

    /// Reads `pupils` or `pupils:desc`; nil for anything else.
    public init?(text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard let name = parts.first, !name.isEmpty, parts.count == 1 || ["asc", "desc"].contains(parts[1]),
            parts.count <= 2
        else { return nil }
        self.init(String(name), descending: parts.last == "desc")
    }

    /// Rows in the order of some cells, the first of which that differ decide; rows alike keep their order, and what is not
    /// known comes last either way.
    static func sorted<Row>(
        _ rows: [Row], by keys: [(cell: @Sendable (Row) -> Cell, isDescending: Bool)]
    ) -> [Row] {
        let keyed = rows.enumerated().map { index, row in
            (index: index, row: row, keys: keys.map { CellOrder($0.cell(row)) })
        }
        return keyed.sorted { first, second in
            for (place, key) in keys.enumerated() where first.keys[place] != second.keys[place] {
                let (one, other) = (first.keys[place], second.keys[place])
                guard one != .unknown, other != .unknown else { return other == .unknown }
                return key.isDescending ? other < one : one < other
            }
            return first.index < second.index
        }.map(\.row)
    }
}

/// What cells are compared by.
enum CellOrder: Comparable {
    case number(Double)
    case text(TextOrder)
    case unknown

    init(_ cell: Cell) {
        switch cell {
        case .missing: self = .unknown
        case .text(let text): self = .text(TextOrder(text))
        case .flag(let flag): self = .number(flag ? 1 : 0)
        case .integer, .exact, .number, .amount: self = cell.value.map { $0.isNaN ? .unknown : .number($0) } ?? .unknown
        }
    }
}
