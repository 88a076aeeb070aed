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
        var next: String?

        private enum CodingKeys: CodingKey {
            case rows, next
        }

        init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: CodingKeys.self)
            rows = try values.decode([Row].self, forKey: .rows)
            // Null on the last page; a server that leaves it out would seem to have no other.
            next = try values.decode(String?.self, forKey: .next)
        }
    }

    /// - Throws: `ReadingFailure`.
    public func rows<Row>(_ list: RowList<Row>, _ query: Query) async throws -> [Row] {
        let question = try ReadingQuestion(query, of: list.endpoint, by: list.grouping, now: now())
        var rows: [Row] = []
        var address: String? = question.address(limit: min(query.limit ?? pageRows, pageRows), offset: query.offset)
            .path
        while let path = address {
            let page: Page<Row> = try await page(path, of: question)
            rows += page.rows
            if let limit = query.limit, rows.count >= limit { return Array(rows.prefix(limit)) }
            // The token is for this list: wherever else an answer points, it is not sent.
            guard page.next?.hasPrefix(question.endpoint.path + "?") ?? true, page.next == nil || !page.rows.isEmpty
            else {
                throw unreadable(question)
            }
            address = page.next
        }
        return rows
    }

    private func page<Row: Decodable & Sendable>(_ path: String, of question: ReadingQuestion) async throws -> Page<Row>
    {
        var answer = try await ReadingExchange.get(path, from: server, token: token)
        for _ in 0..<Self.retries where answer.status == 503 {
            try await Task.sleep(for: .seconds(min(max(answer.retryAfterSeconds ?? 1, 1), 10)))
            answer = try await ReadingExchange.get(path, from: server, token: token)
        }
        guard answer.status == 200 else { throw failure(answer) }
        do {
            return try ReportCoder.decode(Page<Row>.self, from: answer.body)
        } catch {
            throw unreadable(question)
        }
    }

    private func unreadable(_ question: ReadingQuestion) -> ReadingFailure {
        .unreadable(server.url, "\(question.endpoint.path): it may be of another release")
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
