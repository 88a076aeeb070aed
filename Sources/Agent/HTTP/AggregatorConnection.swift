public import FoundationEssentials
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import Synchronization

/// One connection to the aggregator, opened when needed and again when the server has closed it in between.
public final class AggregatorConnection: Sendable {
    private let client: AggregatorClient
    private let loop: any EventLoop
    private let channel = Mutex<(any Channel)?>(nil)

    init(client: AggregatorClient) {
        self.client = client
        loop = client.group.next()
    }

    /// Asks for something and waits for the whole answer, whatever its status.
    /// - Throws: `ConnectionFailure`; a cancelled task gives up at once.
    public func get(_ path: String) async throws -> HTTPAnswer {
        try await exchange(.GET, path, headers: [:], body: Data())
    }

    /// Sends one request and waits for the whole answer, whatever its status.
    /// - Throws: `ConnectionFailure`; a cancelled task gives up at once.
    public func post(_ path: String, body: Data, contentType: String) async throws -> HTTPAnswer {
        let headers: HTTPHeaders = ["Content-Type": contentType, "Content-Length": "\(body.count)"]
        return try await exchange(.POST, path, headers: headers, body: body)
    }

    private func exchange(
        _ method: HTTPMethod, _ path: String, headers: HTTPHeaders, body: Data
    ) async throws -> HTTPAnswer {
        let deadline = deadline(in: client.limits.requestSeconds)
        let channel = try await openChannel(until: deadline)
        var all: HTTPHeaders = [
            "Host": client.server.authority, "User-Agent": client.userAgent, "Accept": "application/json",
        ]
        all.add(contentsOf: headers)
        let head = HTTPRequestHead(version: .http1_1, method: method, uri: path, headers: all)
        let promise = loop.makePromise(of: HTTPAnswer.self)
        let exchange = Exchange(head: head, body: ByteBuffer(bytes: body), promise: promise)
        let server = client.server.text
        channel.writeAndFlush(exchange).whenFailure { error in
            // What the handler says about why is better; this speaks only where it has not.
            promise.fail(ConnectionFailure(error, server: server))
        }
        do {
            return try await value(of: promise, until: deadline)
        } catch {
            // An answer that may still come would be taken for the next one's.
            close()
            throw error
        }
    }

    /// Opens the connection before there is something to send.
    /// - Throws: `ConnectionFailure`.
    public func open() async throws {
        _ = try await openChannel(until: deadline(in: client.limits.requestSeconds))
    }

    func close() {
        let open = channel.withLock { channel in
            defer { channel = nil }
            return channel
        }
        open?.close(promise: nil)
    }

    private func openChannel(until deadline: NIODeadline) async throws -> any Channel {
        if let open = channel.withLock({ $0 }), open.isActive { return open }
        let server = client.server
        let lookup = loop.makePromise(of: [SocketAddress].self)
        AddressLookup.addresses(of: server, on: loop).cascade(to: lookup)
        let addresses = try await value(of: lookup, until: deadline)
        guard !server.isSecure else {
            throw ConnectionFailure(code: .tls, server: server.text, reason: "asks for TLS")
        }
        guard addresses.allSatisfy(\.isLoopback) else {
            throw ConnectionFailure(code: .insecure, server: server.text, reason: "is another computer")
        }
        var last: any Error = ConnectionFailure(code: .unresolvable, server: server.text, reason: "has no address")
        for address in addresses {
            do {
                let opened = try await connect(to: address, until: deadline)
                channel.withLock { $0 = opened }
                return opened
            } catch let failure as ConnectionFailure where failure.code == .cancelled {
                throw failure
            } catch {
                last = error
            }
        }
        throw last
    }

    private func connect(to address: SocketAddress, until deadline: NIODeadline) async throws -> any Channel {
        let server = client.server.text
        let answerBytes = client.limits.answerBytes
        let connected = ClientBootstrap(group: loop)
            .connectTimeout(min(.nanoseconds(Int64(client.limits.connectSeconds * 1e9)), deadline - .now()))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHTTPClientHandlers()
                    let handler = ExchangeHandler(server: server, answerLimitBytes: answerBytes)
                    try channel.pipeline.syncOperations.addHandler(handler)
                }
            }
            .connect(to: address)
        let promise = loop.makePromise(of: (any Channel).self)
        connected.cascade(to: promise)
        // Given up while the connection was still being made: it is closed once it is there.
        promise.futureResult.whenFailure { _ in connected.whenSuccess { $0.close(promise: nil) } }
        return try await value(of: promise, until: deadline)
    }

    /// The promise's value, or a failure at the deadline or when the task is cancelled, whichever comes first.
    private func value<Value: Sendable>(
        of promise: EventLoopPromise<Value>, until deadline: NIODeadline
    ) async throws -> Value {
        let server = client.server.text
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
