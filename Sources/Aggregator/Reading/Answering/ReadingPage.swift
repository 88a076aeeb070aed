internal import FoundationEssentials
internal import Presentation
internal import Reports

/// Some of the rows that match, and how many match in all.
struct ReadingPage<Row: Encodable & Sendable>: Encodable, Sendable {
    var rows: [Row]
    var total: Int
    var limit: Int
    var offset: Int

    init(of all: [Row], _ ask: ReadingAsk) {
        rows = Array(all.dropFirst(ask.offset).prefix(ask.limit))
        total = all.count
        limit = ask.limit
        offset = ask.offset
    }

    func answer(as format: ReadingAsk.Format, columns: [Column<Row>]) throws -> ReadingAnswer {
        let body =
            switch format {
            case .json: try ReportCoder.encode(self)
            case .csv: Data(CSVText.render(rows, columns: columns).utf8)
            }
        return ReadingAnswer(body: body, format: format, rows: rows.count, total: total)
    }
}

/// A page as it is sent.
struct ReadingAnswer: Sendable {
    var body: Data
    var format: ReadingAsk.Format
    var rows: Int
    var total: Int
}
