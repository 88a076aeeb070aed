internal import FoundationEssentials
internal import Reports
public import Store

/// A region's server, asked over its reading API: the rows that the token may see, all pages of them.
public struct ServerSource: QuerySource {
    /// How often a server that is busy is asked again.
    static let retries = 5

    let server: ReadingServer
    private let token: String
    private let pageRows: Int
    private let now: @Sendable () -> Date

    /// - Parameter token: as `parta token new` printed it.
    /// - Throws: `ReadingFailure.noToken` for what cannot be one: it is not sent.
    public init(_ server: ReadingServer, token: String) throws {
        try self.init(server, token: token, pageRows: ReadingParameter.largestLimit, now: { Date() })
    }

    init(
        _ server: ReadingServer, token: String, pageRows: Int = ReadingParameter.largestLimit,
        now: @escaping @Sendable () -> Date
    ) throws {
        guard let secret = ReaderSecret(token) else { throw ReadingFailure.noToken }
        self.server = server
        self.token = secret.text
        self.pageRows = pageRows
        self.now = now
    }

    private struct Page<Row: Decodable & Sendable>: Decodable {
        var rows: [Row]
        var total: Int
    }

    /// - Throws: `ReadingFailure`.
    public func rows<Row>(_ list: RowList<Row>, _ query: Query) async throws -> [Row] {
        let question = try ReadingQuestion(query, of: list.endpoint, by: list.grouping, now: now())
        var rows: [Row] = []
        while true {
            let left = query.limit.map { $0 - rows.count } ?? pageRows
            let next: Page<Row> = try await page(
                of: question, limit: min(left, pageRows), offset: query.offset + rows.count)
            rows += next.rows
            let isLast = query.offset + rows.count >= next.total || next.rows.isEmpty
            if isLast || query.limit.map({ rows.count >= $0 }) ?? false { return rows }
        }
    }

    private func page<Row: Decodable & Sendable>(
        of question: ReadingQuestion, limit: Int, offset: Int
    ) async throws -> Page<Row> {
        let path = question.address(limit: limit, offset: offset).path
        var answer = try await ReadingExchange.get(path, from: server, token: token)
        for _ in 0..<Self.retries where answer.status == 503 {
            try await Task.sleep(for: .seconds(min(max(answer.retryAfterSeconds ?? 1, 1), 10)))
            answer = try await ReadingExchange.get(path, from: server, token: token)
        }
        guard answer.status == 200 else { throw failure(answer) }
        do {
            return try ReportCoder.decode(Page<Row>.self, from: answer.body)
        } catch {
            throw ReadingFailure.unreadable(server.url, "\(question.endpoint.path): it may be of another release")
        }
    }

    private func failure(_ answer: ReadingExchange.Answer) -> ReadingFailure {
        guard let said = try? ReportCoder.decode(ErrorResponse.self, from: answer.body) else {
            return .unreadable(server.url, "HTTP status \(answer.status); is it Parta's?")
        }
        return switch answer.status {
        case 401, 403: .notPermitted(server.url, said.message)
        case 429, 503: .busy(server.url, said.message)
        case 500...: .unreachable(server.url, said.message)
        default: .refused(server.url, said.message)
        }
    }
}
