internal import FoundationEssentials
internal import Glibc
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL
internal import Reports

/// One GET and its answer, over a connection of its own.
///
/// A question is one to a few requests of many rows: nothing is won by keeping connections, and a client of one exchange has no
/// states to get wrong.
enum ReadingExchange {
    /// An answer of `ReadingParameter.largestLimit` rows has less than a tenth of this.
    static let largestBody = 64 << 20
    static let connectSeconds: Int64 = 15
    /// For a whole answer; a region's server may count long before its first byte.
    static let answerSeconds = 300

    /// What is asked.
    struct Call: Sendable {
        var method = HTTPMethod.GET
        var path: String
        var headers: [(name: String, value: String)] = []
        var body: String?
    }

    struct Answer: Sendable {
        var status = 0
        var retryAfterSeconds: Int?
        var body = Data()
    }

    private typealias Connection = NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart>

    /// - Throws: `ReadingFailure`.
    static func get(_ path: String, from server: ReadingServer, token: String) async throws -> Answer {
        let call = Call(path: path, headers: [("Authorization", "Bearer \(token)")])
        return try await send(call, to: server, server.pin.map { KeyWitness(pins: [$0]) })
    }

    /// - Parameter witness: judges the server's key in place of authorities and names; nil leaves it to them.
    /// - Throws: `ReadingFailure`.
    static func send(_ call: Call, to server: ReadingServer, _ witness: KeyWitness?) async throws -> Answer {
        let handshake = HandshakeWitness()
        do {
            return try await withDeadline {
                let connection = try await connect(to: server, witness, handshake)
                return try await connection.executeThenClose { inbound, outbound in
                    var head = HTTPRequestHead(version: .http1_1, method: call.method, uri: call.path)
                    head.headers.add(name: "Host", value: server.authority)
                    head.headers.add(name: "Accept", value: "application/json")
                    head.headers.add(name: "User-Agent", value: "parta/\(Version.text)")
                    head.headers.add(name: "Connection", value: "close")
                    for header in call.headers { head.headers.add(name: header.name, value: header.value) }
                    if let body = call.body { head.headers.add(name: "Content-Length", value: "\(body.utf8.count)") }
                    try await outbound.write(.head(head))
                    if let body = call.body { try await outbound.write(.body(.byteBuffer(ByteBuffer(string: body)))) }
                    try await outbound.write(.end(nil))
                    return try await answer(inbound, of: server)
                }
            }
        } catch let failure as ReadingFailure {
            throw failure
        } catch {
            let cause = handshake.failure ?? error
            let isUntrusted = witness?.hasRefused ?? isUntrusted(cause)
            guard !isUntrusted else { throw ReadingFailure.untrusted(server.url, pinned: witness != nil) }
            throw ReadingFailure.unreachable(server.url, reason(cause))
        }
    }

    private static func answer(
        _ inbound: NIOAsyncChannelInboundStream<HTTPClientResponsePart>, of server: ReadingServer
    ) async throws -> Answer {
        var answer = Answer()
        for try await part in inbound {
            switch part {
            case .head(let head):
                answer.status = Int(head.status.code)
                answer.retryAfterSeconds = head.headers.first(name: "Retry-After").flatMap { Int($0) }
            case .body(let bytes):
                guard answer.body.count + bytes.readableBytes <= largestBody else {
                    throw ReadingFailure.unreadable(server.url, "more than \(largestBody >> 20) MiB at once")
                }
                answer.body.append(contentsOf: bytes.readableBytesView)
            case .end: return answer
            }
        }
        throw ReadingFailure.unreachable(server.url, "the connection ended in the middle of an answer")
    }

    private static func connect(
        to server: ReadingServer, _ witness: KeyWitness?, _ handshake: HandshakeWitness
    ) async throws -> Connection {
        let context = try server.isSecure ? NIOSSLContext(configuration: configuration(witness)) : nil
        return try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connectTimeout(.seconds(connectSeconds))
            .connect(host: server.host, port: server.port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let context {
                        try channel.pipeline.syncOperations.addHandler(handler(context, server, witness))
                        try channel.pipeline.syncOperations.addHandler(handshake)
                    }
                    try channel.pipeline.syncOperations.addHTTPClientHandlers()
                    return try Connection(wrappingChannelSynchronously: channel)
                }
            }
    }

    private static func configuration(_ witness: KeyWitness?) -> TLSConfiguration {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["http/1.1"]
        // A pinned key is asked for no authority and no name.
        if witness != nil { configuration.certificateVerification = .noHostnameVerification }
        return configuration
    }

    private static func handler(
        _ context: NIOSSLContext, _ server: ReadingServer, _ witness: KeyWitness?
    ) throws -> NIOSSLClientHandler {
        guard let witness else {
            return try NIOSSLClientHandler(context: context, serverHostname: server.serverName)
        }
        return try NIOSSLClientHandler(
            context: context, serverHostname: server.serverName,
            customVerificationCallback: { witness.verify($0, $1) })
    }

    private static func withDeadline(_ body: @escaping @Sendable () async throws -> Answer) async throws -> Answer {
        try await withThrowingTaskGroup(of: Answer?.self) { group in
            group.addTask { try await body() }
            group.addTask {
                try await Task.sleep(for: .seconds(answerSeconds))
                return nil
            }
            defer { group.cancelAll() }
            guard let answer = try await group.next() ?? nil else { throw ReadingTimeout() }
            return answer
        }
    }

    /// Whether TLS ended because of the certificate: an authority or a name that is not trusted.
    private static func isUntrusted(_ error: any Error) -> Bool {
        if error is NIOSSLExtraError { return true }
        if case NIOSSLError.handshakeFailed(let cause)? = error as? NIOSSLError {
            return "\(cause)".contains("CERTIFICATE_VERIFY_FAILED")
        }
        return false
    }

    private static func reason(_ error: any Error) -> String {
        switch error {
        case is ReadingTimeout: "no whole answer within \(answerSeconds) s"
        case let error as NIOConnectionError:
            error.connectionErrors.first.map { reason($0.error) }
                ?? (error.dnsAError ?? error.dnsAAAAError).map { reason($0) } ?? "no address is known by this name"
        case let error as IOError: String(cString: strerror(error.errnoCode))
        case let error as ChannelError: "\(error)"
        default: "\(error)"
        }
    }

    private struct ReadingTimeout: Error {}
}
