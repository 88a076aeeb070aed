public import FoundationEssentials
internal import NIOCore
internal import NIOHTTP1
internal import Reports
internal import Synchronization

/// One connection to the region's aggregator, opened when needed and again when the server has closed it in between, to
/// whichever of its servers answers.
public final class AggregatorConnection: Sendable {
    /// An open channel, and to which of the region's servers.
    struct Line: Sendable {
        var channel: any Channel
        var server: ServerAddress
    }

    let client: AggregatorClient
    let loop: any EventLoop
    private let line = Mutex<Line?>(nil)

    init(client: AggregatorClient) {
        self.client = client
        loop = client.group.next()
    }

    /// Asks for something and waits for the whole answer, whatever its status.
    /// - Throws: `ConnectionFailure`; a cancelled task gives up at once.
    public func get(_ path: String, headers: [String: String] = [:]) async throws -> HTTPAnswer {
        try await exchange(.GET, path, headers: HTTPHeaders(headers.map { ($0.key, $0.value) }), body: Data())
    }

    /// Sends one request, as gzip where that is shorter, and waits for the whole answer, whatever its status.
    /// - Throws: `ConnectionFailure`; a cancelled task gives up at once.
    public func post(_ path: String, body: Data, contentType: String) async throws -> HTTPAnswer {
        let packed = try PackedBody(body)
        var headers: HTTPHeaders = ["Content-Type": contentType, "Content-Length": "\(packed.data.count)"]
        if packed.isGzip { headers.add(name: "Content-Encoding", value: "gzip") }
        return try await exchange(.POST, path, headers: headers, body: packed.data)
    }

    private func exchange(
        _ method: HTTPMethod, _ path: String, headers: HTTPHeaders, body: Data
    ) async throws -> HTTPAnswer {
        let deadline = deadline(in: client.limits.requestSeconds)
        let line = try await openLine(until: deadline)
        do {
            return try await exchange(method, path, headers: headers, body: body, over: line, until: deadline)
        } catch {
            // An answer that may still come would be taken for the next one's.
            close()
            if error.code != .cancelled { client.trust?.failed(line.server) }
            throw error
        }
    }

    func exchange(
        _ method: HTTPMethod, _ path: String, headers: HTTPHeaders = [:], body: Data = Data(), over line: Line,
        until deadline: NIODeadline
    ) async throws(ConnectionFailure) -> HTTPAnswer {
        var all: HTTPHeaders = [
            "Host": line.server.authority, "User-Agent": client.userAgent, "Accept": "application/json",
        ]
        all.add(contentsOf: headers)
        let head = HTTPRequestHead(version: .http1_1, method: method, uri: path, headers: all)
        let promise = loop.makePromise(of: HTTPAnswer.self)
        let exchange = Exchange(head: head, body: ByteBuffer(bytes: body), promise: promise)
        let server = line.server.text
        line.channel.writeAndFlush(exchange).whenFailure { error in
            // What the handler says about why is better; this speaks only where it has not.
            promise.fail(ConnectionFailure(error, server: server))
        }
        return try await value(of: promise, from: line.server, until: deadline)
    }

    /// Opens the connection before there is something to send.
    /// - Throws: `ConnectionFailure`.
    public func open() async throws {
        _ = try await openLine(until: deadline(in: client.limits.requestSeconds))
    }

    func close() {
        let open = line.withLock { line in
            defer { line = nil }
            return line
        }
        open?.channel.close(promise: nil)
    }

    private func openLine(until deadline: NIODeadline) async throws -> Line {
        if let open = line.withLock({ $0 }), open.channel.isActive { return open }
        let opened = try await reach(until: deadline)
        line.withLock { $0 = opened }
        return opened
    }

    /// The promise's value, or a failure at the deadline or when the task is cancelled, whichever comes first.
    func value<Value: Sendable>(
        of promise: EventLoopPromise<Value>, from address: ServerAddress, until deadline: NIODeadline
    ) async throws(ConnectionFailure) -> Value {
        let server = address.text
        let alarm = loop.scheduleTask(deadline: deadline) {
            promise.fail(ConnectionFailure(code: .timedOut, server: server, reason: "did not answer in time"))
        }
        defer { alarm.cancel() }
        do {
            return try await withTaskCancellationHandler {
                try await promise.futureResult.get()
            } onCancel: {
                promise.fail(CancellationError())
            }
        } catch {
            throw ConnectionFailure(error, server: server)
        }
    }

    private func deadline(in seconds: Double) -> NIODeadline {
        .now() + .nanoseconds(Int64(seconds * 1e9))
    }
}
