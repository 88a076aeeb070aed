internal import FoundationEssentials
internal import Presentation
internal import Reports

/// Some of the rows that match, and how many match in all.
struct ReadingPage<Row: Encodable & Sendable>: Encodable, Sendable {
    var rows: [Row]
    var total: Int
    var limit: Int
    var offset: Int

    /// Of a list that was made whole, for what it is made of is only known then.
    init(of all: [Row], _ ask: ReadingAsk) {
        self.init(Array(all.dropFirst(ask.offset).prefix(ask.limit)), total: all.count, ask)
    }

    /// - Parameter rows: those of the page alone.
    init(_ rows: [Row], total: Int, _ ask: ReadingAsk) {
        self.rows = rows
        self.total = total
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
