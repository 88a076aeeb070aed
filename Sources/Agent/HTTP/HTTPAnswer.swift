public import FoundationEssentials
internal import NIOCore
internal import NIOHTTP1

/// A whole answer of the aggregator.
public struct HTTPAnswer: Sendable, Equatable {
    public var status: Int
    /// The `Retry-After` header in seconds; a date there is not understood and is as none.
    public var retryAfterSeconds: Int?
    public var body: Data
    /// The `Date` header: what the server's clock says; nil where it says nothing that can be read.
    public var date: Date?

    public init(status: Int, retryAfterSeconds: Int? = nil, body: Data = Data(), date: Date? = nil) {
        self.date = date
        self.status = status
        self.retryAfterSeconds = retryAfterSeconds
        self.body = body
    }

    public var isSuccess: Bool { (200..<300).contains(status) }
}

/// Puts an answer together from what arrives, and refuses one that is too large before it is here.
struct AnswerAssembly {
    enum Step {
        case more
        case complete(HTTPAnswer, keepAlive: Bool)
        case tooLarge
    }

    private let limitBytes: Int
    private var head: HTTPResponseHead?
    private var body = Data()

    init(limitBytes: Int) {
        self.limitBytes = limitBytes
    }

    mutating func add(_ part: HTTPClientResponsePart) -> Step {
        switch part {
        case .head(let head):
            let announced = head.headers.first(name: "content-length").flatMap { Int($0) } ?? 0
            guard announced <= limitBytes else { return .tooLarge }
            self.head = head
            return .more
        case .body(let buffer):
            guard body.count + buffer.readableBytes <= limitBytes else { return .tooLarge }
            body.append(contentsOf: buffer.readableBytesView)
            return .more
        case .end:
            guard let head else { return .more }
            let seconds = head.headers.first(name: "retry-after").flatMap { Int($0) }.flatMap { $0 >= 0 ? $0 : nil }
            let answer = HTTPAnswer(
                status: Int(head.status.code), retryAfterSeconds: seconds, body: body,
                date: head.headers.first(name: "date").flatMap { HTTPDate.read($0) })
            return .complete(answer, keepAlive: head.isKeepAlive)
        }
    }
}
