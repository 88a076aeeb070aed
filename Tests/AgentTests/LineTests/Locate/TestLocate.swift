import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization

@testable import Agent

/// Plays M-Lab's Locate service over TLS on loopback: says what it is told to, and remembers what it was asked.
final class TestLocate: Sendable {
    struct Answer: Sendable {
        var status = 200
        var retryAfter: String?
        var body = ""
    }

    let requests = Mutex<[HTTPRequestHead]>([])
    /// Nil for a server that never says a word.
    let answer: Answer?
    private let listener = Mutex<(any Channel)?>(nil)

    init(_ answer: Answer?) async throws {
        self.answer = answer
        let certificate = try NIOSSLCertificate(bytes: Array(TestCertificate.certificate.utf8), format: .pem)
        let key = try NIOSSLPrivateKey(bytes: Array(TestCertificate.privateKey.utf8), format: .pem)
        let context = try NIOSSLContext(
            configuration: .makeServerConfiguration(
                certificateChain: [.certificate(certificate)], privateKey: .privateKey(key)))
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    try pipeline.addHandler(NIOSSLServerHandler(context: context))
                    try pipeline.configureHTTPServerPipeline(withErrorHandling: false)
                    try pipeline.addHandler(Responder(locate: self))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        listener.withLock { $0 = channel }
    }

    /// A client that trusts this server's certificate and looks for it here.
    func client(trusting: Bool = true, named name: String = TestCertificate.name, timeLimit: TimeAmount = .seconds(20))
        throws -> LocateClient
    {
        var endpoint = LocateClient.Endpoint()
        endpoint.host = name
        endpoint.address = listener.withLock { $0?.localAddress }
        if trusting {
            let bytes = Array(TestCertificate.certificate.utf8)
            endpoint.roots = .certificates([try NIOSSLCertificate(bytes: bytes, format: .pem)])
        }
        return LocateClient(
            endpoint: endpoint, group: MultiThreadedEventLoopGroup.singleton, userAgent: "parta-agent/test",
            timeLimit: timeLimit)
    }

    private final class Responder: ChannelInboundHandler {
        typealias InboundIn = HTTPServerRequestPart
        typealias OutboundOut = HTTPServerResponsePart

        private let locate: TestLocate

        init(locate: TestLocate) { self.locate = locate }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            guard case .head(let head) = unwrapInboundIn(data) else { return }
            locate.requests.withLock { $0.append(head) }
            guard let answer = locate.answer else { return }
            var headers: HTTPHeaders = ["Content-Length": "\(answer.body.utf8.count)"]
            if let seconds = answer.retryAfter { headers.add(name: "Retry-After", value: seconds) }
            let response = HTTPResponseHead(
                version: .http1_1, status: .init(statusCode: answer.status), headers: headers)
            context.write(wrapOutboundOut(.head(response)), promise: nil)
            context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: answer.body)))), promise: nil)
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        }
    }
}
