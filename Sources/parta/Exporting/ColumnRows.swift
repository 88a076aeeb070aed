internal import Exchange
internal import ExchangeRows
internal import Presentation

/// Columns of a list as columns of a file: CSV's names and figures.
struct ColumnRows<Row> {
    let columns: [Column<Row>]

    /// - Parameter sample: rows by which columns of numbers are told; of one that is empty in all of them nothing is known,
    ///   and it is text.
    func header(_ layer: String, sample: [Row]) -> TableHeader {
        TableHeader(
            layer: layer,
            columns: columns.flatMap(\.record).map { record in
                TableColumn(record.key, Self.kind(sample.lazy.map { record.cell($0) }.first { $0 != .missing }))
            })
    }

    func cells(_ row: Row) -> [TableCell] { columns.flatMap(\.record).map { Self.cell($0.cell(row)) } }

    private static func kind(_ cell: Cell?) -> TableColumn.Kind {
        switch cell {
        case .integer?: .integer
        case .exact?, .number?, .amount?: .number
        default: .text
        }
    }

    private static func cell(_ cell: Cell) -> TableCell {
        switch cell {
        case .missing: .missing
        case .text(let text): .text(text)
        case .integer(let number): .integer(number)
        case .exact(let number), .amount(let number): .number(number)
        case .number: Double(cell.plain).map { .number($0) } ?? .missing
        case .flag: .text(cell.plain)
        }
    }
}
