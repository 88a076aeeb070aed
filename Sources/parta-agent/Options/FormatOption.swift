public import ArgumentParser
public import Presentation
internal import Reports

extension OutputFormat: ExpressibleByArgument {}

struct FormatOption: ParsableArguments {
    @Option(help: "How to write the answer: table, json or csv.")
    var format: OutputFormat = .table

    /// - Parameters:
    ///   - value: what is written as JSON.
    ///   - rows: what stands in a table and in CSV.
    func write<Row>(_ value: some Encodable, rows: [Row], columns: [Column<Row>]) throws {
        switch format {
        case .json: print(String(decoding: try ReportCoder.encode(value, pretty: true), as: UTF8.self))
        case .csv: print(CSVText.render(rows, columns: columns), terminator: "")
        case .table: print(TextTable.render(rows, columns: columns, width: Terminal.width), terminator: "")
        }
    }
}
