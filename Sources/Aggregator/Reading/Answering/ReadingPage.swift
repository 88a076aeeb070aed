internal import FoundationEssentials
internal import Presentation
internal import Reports
internal import Store

/// Some of the rows that match, and where the others are.
struct ReadingPage<Row: Encodable & Sendable>: Encodable, Sendable {
    var rows: [Row]
    /// How many rows match in all; nil where nobody has counted them.
    var total: Int?
    var limit: Int
    var offset: Int
    /// The address of the page that follows; nil on the last.
    var next: String?

    /// Of a list that was made whole, for what it is made of is only known then.
    init(of all: [Row], _ ask: ReadingAsk) {
        self.init(Array(all.dropFirst(ask.offset).prefix(ask.limit)), total: all.count, ask)
    }

    /// - Parameter rows: those of the page alone.
    init(_ rows: [Row], total: Int, _ ask: ReadingAsk) {
        let end = ask.offset + rows.count
        self.init(rows, total: total, next: end < total && !rows.isEmpty ? ask.address(of: end) : nil, ask)
    }

    /// Of a list that is read school by school.
    /// - Parameters:
    ///   - read: up to one row more than the page reaches, from the first that the question's school begins with.
    ///   - school: that a row is about.
    init(upTo read: [Row], of school: (Row) -> String, _ ask: ReadingAsk) {
        let end = ask.offset + ask.limit
        let rows = Array(read.prefix(end).dropFirst(ask.offset))
        guard read.count > end, let last = rows.last.map(school) else {
            // Who begins in the middle knows of no rows before.
            self.init(rows, total: ask.query.fromSchool == nil ? read.count : nil, next: nil, ask)
            return
        }
        let told = read.prefix(end).reversed().prefix { school($0) == last }.count
        self.init(rows, total: nil, next: ask.address(of: told, from: last), ask)
    }

    private init(_ rows: [Row], total: Int?, next: String?, _ ask: ReadingAsk) {
        (self.rows, self.total, self.next) = (rows, total, next)
        (limit, offset) = (ask.limit, ask.offset)
    }

    private enum CodingKeys: CodingKey {
        case rows, total, limit, offset, next
    }

    /// Null and never left out: a client that looks for `next` must not take an answer without it for a last page.
    func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(rows, forKey: .rows)
        try values.encode(total, forKey: .total)
        try values.encode(limit, forKey: .limit)
        try values.encode(offset, forKey: .offset)
        try values.encode(next, forKey: .next)
    }

    func answer(as format: ReadingAsk.Format, columns: [Column<Row>]) async throws -> ReadingAnswer {
        let body =
            switch format {
            case .json: try await json()
            case .csv: Data(CSVText.render(rows, columns: columns).utf8)
            }
        return ReadingAnswer(body: body, format: format, rows: rows.count, total: total, next: next)
    }

    /// From so many rows on, both halves are written at the same time: half of a page's time goes into its text.
    static var rowsWrittenTogether: Int { 64 }

    /// The same bytes as of the page written at once.
    func json() async throws -> Data {
        guard rows.count >= Self.rowsWrittenTogether else { return try ReportCoder.encode(self) }
        var page = self
        page.rows = []
        let half = rows.count / 2
        async let first = ReportCoder.encode(Array(rows[..<half]))
        let second = try ReportCoder.encode(Array(rows[half...]))
        // Within a string of JSON quotes are escaped, so these are the rows.
        let empty = Data("\"rows\":[]".utf8)
        let frame = try ReportCoder.encode(page)
        guard let place = frame.firstRange(of: empty) else { return try ReportCoder.encode(self) }
        var whole = Data(frame[..<(place.upperBound - 1)])
        whole.append(try await first.dropFirst().dropLast())
        whole.append(UInt8(ascii: ","))
        whole.append(second.dropFirst().dropLast())
        whole.append(frame[(place.upperBound - 1)...])
        return whole
    }
}

/// A page as it is sent.
struct ReadingAnswer: Sendable {
    var body: Data
    var format: ReadingAsk.Format
    var rows: Int
    var total: Int?
    var next: String?
}
