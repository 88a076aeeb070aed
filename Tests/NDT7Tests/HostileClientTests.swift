import Logging
import NIOCore
import NIOPosix
import Synchronization
import Testing

@testable import NDT7

/// What the server does with clients that misbehave.
@Suite(.serialized) struct HostileClientTests {
    static let group = MultiThreadedEventLoopGroup.singleton

    /// Gathers what the server sends until it closes.
    private final class Collector: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        private var received = ByteBuffer()
        private let promise: EventLoopPromise<ByteBuffer>

        init(_ promise: EventLoopPromise<ByteBuffer>) {
            self.promise = promise
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            var piece = unwrapInboundIn(data)
            received.writeBuffer(&piece)
        }

        func channelInactive(context: ChannelHandlerContext) { promise.succeed(received) }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            // A reset ends the connection like a close does.
            context.close(promise: nil)
        }
    }

    /// Sends `bytes` to a server with short limits and waits for it to close the connection.
    static func exchange(
        _ bytes: [UInt8], reads: Bool = true, handshakeTimeLimit: TimeAmount = .seconds(5),
        onTestEnd: (@Sendable (ServerTestSummary) -> Void)? = nil
    ) async throws -> [UInt8] {
        var configuration = NDT7Server.Configuration(handshakeTimeLimit: handshakeTimeLimit, onTestEnd: onTestEnd)
        configuration.limits = HostileServerTests.limits
        return try await LoopbackTests.withServer(configuration) { server, address in
            let loop = group.next()
            let promise = loop.makePromise(of: ByteBuffer.self)
            let channel = try await ClientBootstrap(group: loop)
                .channelOption(.autoRead, value: reads)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(Collector(promise))
                    }
                }
                .connect(host: address.host, port: address.port).get()
            // The server may have closed before all of it was written.
            try? await channel.writeAndFlush(ByteBuffer(bytes: bytes))
            if !reads {
                while server.runningTests == 0 {
                    try await loop.scheduleTask(in: .milliseconds(1)) {}.futureResult.get()
                }
                while server.runningTests > 0 {
                    try await loop.scheduleTask(in: .milliseconds(1)) {}.futureResult.get()
                }
                // The server's reset may have closed it.
                try? await channel.close()
            }
            return Array(buffer: try await promise.futureResult.get())
        }
    }

    static func request(_ direction: Direction) -> [UInt8] {
        Array(
            """
            GET \(direction.path) HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
            Sec-WebSocket-Key: \(UpgradeTests.key)\r\nSec-WebSocket-Version: 13\r\n\
            Sec-WebSocket-Protocol: net.measurementlab.ndt.v7\r\n\r\n
            """.utf8)
    }

    @Test(
        "answers what is no upgrade with a status and closes", .timeLimit(.minutes(1)),
        arguments: [
            ("GET / HTTP/1.1\r\nHost: x\r\n\r\n", "HTTP/1.1 404"),
            ("GET /ndt/v7/download HTTP/1.1\r\nHost: x\r\n\r\n", "HTTP/1.1 426"),
            ("\u{16}\u{3}\u{1}\u{2}\u{0}", "HTTP/1.1 400"),
            ("GET /ndt/v7/download HTTP/1.1\r\nHost: x\r\n", ""),
            ("", ""),
        ])
    func refuses(text: String, status: String) async throws {
        let answer = String(
            decoding: try await Self.exchange(
                Array(text.utf8), handshakeTimeLimit: status.isEmpty ? .milliseconds(300) : .seconds(5)),
            as: UTF8.self)
        #expect(status.isEmpty ? answer.isEmpty : answer.hasPrefix(status), "\(answer)")
    }

    @Test(.timeLimit(.minutes(1))) func aLongHandshakeIsEnded() async throws {
        let line = "X-A: " + String(repeating: "a", count: 1000) + "\r\n"
        let text = "GET /ndt/v7/download HTTP/1.1\r\n" + String(repeating: line, count: 2000)
        let answer = String(decoding: try await Self.exchange(Array(text.utf8)), as: UTF8.self)
        // The rest of the request is unread, so the connection may be reset before the answer is read.
        #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 400"), "\(answer)")
    }

    @Test(
        "closes with the code of the violation", .timeLimit(.minutes(1)),
        arguments: [
            (FrameBytes.frame(2, [1, 2], mask: nil), 1002), (FrameBytes.frame(5), 1002),
            (FrameBytes.announcement(2, length: 1 << 24 + 1), 1009), (FrameBytes.frame(1, [0xFF]), 1007),
            (Array("GET / HTTP/1.1\r\n\r\n".utf8), 1002),
        ] as [([UInt8], UInt16)])
    func violations(bytes: [UInt8], code: UInt16) async throws {
        let summaries = Mutex<[ServerTestSummary]>([])
        let answer = try await Self.exchange(Self.request(.upload) + bytes) { summary in
            summaries.withLock { $0.append(summary) }
        }
        #expect(answer.suffix(4) == [0x88, 2, UInt8(code >> 8), UInt8(code & 255)])
        let summary = try #require(summaries.withLock { $0.only })
        #expect(summary.violation?.contains("(\(code))") == true)
        #expect(summary.closedCleanly == false)
    }

    @Test("a client that never reads is ended", .timeLimit(.minutes(1)), arguments: Direction.allCases)
    func neverReads(_ direction: Direction) async throws {
        let summaries = Mutex<[ServerTestSummary]>([])
        _ = try await Self.exchange(Self.request(direction), reads: false) { summary in
            summaries.withLock { $0.append(summary) }
        }
        let summary = try #require(summaries.withLock { $0.only })
        #expect(summary.closedCleanly == false)
        #expect(summary.elapsedSeconds < 5)
        // Only what the kernels' buffers took left the server's hands; none of it piled up in memory.
        #expect(summary.bytes < 64 << 20)
    }

    @Test(.timeLimit(.minutes(1))) func payloadBehindTheRequestIsCounted() async throws {
        let summaries = Mutex<[ServerTestSummary]>([])
        let frames = FrameBytes.frame(2, [UInt8](repeating: 1, count: 5000)) + FrameBytes.frame(8, [0x03, 0xE8])
        _ = try await Self.exchange(Self.request(.upload) + frames) { summary in
            summaries.withLock { $0.append(summary) }
        }
        let summary = try #require(summaries.withLock { $0.only })
        #expect(summary.bytes == 5000)
        #expect(summary.closedCleanly)
    }

    struct SilentCase: Sendable, CustomTestStringConvertible {
        var name: String
        var direction: Direction
        var bytes: [UInt8]
        var testDescription: String { "\(direction) \(name)" }
    }

    static let silent: [SilentCase] = [
        SilentCase(name: "sends nothing", direction: .upload, bytes: []),
        SilentCase(name: "never answers the Close", direction: .download, bytes: []),
        SilentCase(name: "stalls in a header", direction: .upload, bytes: [0x82, 0xFF, 0]),
        SilentCase(
            name: "stalls in a frame", direction: .upload,
            bytes: FrameBytes.announcement(2, length: 1 << 20) + [1, 2, 3]),
        SilentCase(
            name: "stalls in a message", direction: .upload, bytes: FrameBytes.frame(1, [0x7B], final: false)),
        SilentCase(
            name: "sends JSON that lies and nothing else", direction: .upload,
            bytes: FrameBytes.frame(1, Array(#"{"AppInfo":{"NumBytes":-9e99,"ElapsedTime":"x"}}"#.utf8))),
    ]

    @Test("a client that falls silent is ended by the clock", .timeLimit(.minutes(1)), arguments: silent)
    func fallsSilent(_ silent: SilentCase) async throws {
        let summaries = Mutex<[ServerTestSummary]>([])
        _ = try await Self.exchange(Self.request(silent.direction) + silent.bytes) { summary in
            summaries.withLock { $0.append(summary) }
        }
        let summary = try #require(summaries.withLock { $0.only })
        #expect(!summary.closedCleanly)
        #expect((0.8..<5).contains(summary.elapsedSeconds))
    }
}
