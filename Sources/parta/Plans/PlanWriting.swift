internal import Aggregator
internal import ArgumentParser
internal import Presentation
internal import Reports
internal import Store

/// How lists of plans are written.
struct PlanWriting: ParsableArguments {
    @Option(help: "How to write the answer: table, json or csv (of sites, or of purchases).")
    var format: OutputFormat = .table

    @Option(help: "The language of headings: kk, ru or en.")
    var lang: Language = .en

    /// Prints rows.
    func show<Row: Encodable>(_ rows: [Row], columns: [Column<Row>]) throws {
        switch format {
        case .json: print(String(decoding: try ReportCoder.encode(rows, pretty: true), as: UTF8.self))
        case .csv: print(CSVText.render(rows, columns: columns), terminator: "")
        case .table:
            print(
                TextTable.render(rows, columns: columns, width: Terminal.width, language: lang.heading),
                terminator: "")
        }
    }

    /// Prints rows under a title, and nothing where there are none.
    func show<Row: Encodable>(_ rows: [Row], columns: [Column<Row>], under title: Heading) throws {
        guard !rows.isEmpty else { return }
        print("\n\(title.text(lang))")
        try show(rows, columns: columns)
    }
}
