import Foundation
import NIOCore
import NIOPosix
import Presentation
import Reports
import Testing

@testable import Agent

@Suite(.timeLimit(.minutes(1)))
struct AggregatorClientTests {
    private func failure(
        of text: String, limits: AggregatorClient.Limits = .init(connectSeconds: 2, requestSeconds: 5)
    ) async throws -> ConnectionFailure? {
        let client = AggregatorClient(
            server: try ServerAddress(text), on: MultiThreadedEventLoopGroup.singleton, limits: limits,
            agentVersion: "0.1")
        return await #expect(throws: ConnectionFailure.self) {
            try await client.withConnection { try await $0.post("/", body: Data("x".utf8), contentType: "text/plain") }
        }
    }

    /// A listener that takes a connection and does with it what `initialize` says.
    private func listen(
        _ initialize: @escaping @Sendable (any Channel) -> EventLoopFuture<Void>
    ) async throws -> (channel: any Channel, address: String) {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer(initialize).bind(host: "127.0.0.1", port: 0).get()
        return (channel, "http://127.0.0.1:\(channel.localAddress?.port ?? 0)")
    }

    @Test(arguments: ["http://192.0.2.1", "http://[2001:db8::1]:8080", "http://8.8.8.8:443"])
    func plainTextNeverLeavesTheComputer(address: String) async throws {
        let failure = try await failure(of: address)
        #expect(failure?.code == .insecure)
        #expect(failure?.description.contains("https://") == true)
        #expect(failure?.exitStatus == .noPermission)
    }

    @Test func anUnknownNameIsSaid() async throws {
        // Reserved for this: RFC 6761.
        let failure = try await failure(of: "http://parta.invalid:8080")
        #expect(failure?.code == .unresolvable)
        #expect(failure?.description.contains("parta.invalid") == true)
        #expect(failure?.exitStatus == .unavailable)
    }

    @Test(arguments: ["127.0.0.1", "localhost", "[::1]"])
    func aClosedPortRefuses(host: String) async throws {
        let (channel, address) = try await listen { $0.close() }
        try await channel.close().get()
        let port = address.split(separator: ":").last ?? ""
        let failure = try await failure(of: "http://\(host):\(port)")
        #expect(failure?.code == .refused || failure?.code == .unreachable && host == "[::1]")
    }

    @Test func aSilentServerMeetsTheDeadline() async throws {
        let (channel, address) = try await listen { $0.eventLoop.makeSucceededVoidFuture() }
        let start = ContinuousClock.now
        let failure = try await failure(of: address, limits: .init(requestSeconds: 0.2))
        #expect(failure?.code == .timedOut)
        #expect(start.duration(to: .now) < .seconds(5))
        try await channel.close().get()
    }

    @Test func aDrippedAnswerMeetsTheDeadlineToo() async throws {
        // A byte every 20 ms keeps any idle timeout content.
        let (channel, address) = try await listen { channel in
            channel.writeAndFlush(ByteBuffer(string: "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")).map {
                channel.eventLoop.scheduleRepeatedTask(initialDelay: .zero, delay: .milliseconds(20)) { task in
                    guard channel.isActive else { return task.cancel() }
                    channel.writeAndFlush(ByteBuffer(string: " "), promise: nil)
                }
            }
        }
        #expect(try await failure(of: address, limits: .init(requestSeconds: 0.3))?.code == .timedOut)
        try await channel.close().get()
    }

    @Test(arguments: [
        ("HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\n", ConnectionFailure.Code.oversized),
        (
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1001\r\n" + String(repeating: "x", count: 4_097),
            .oversized
        ),
        ("SSH-2.0-OpenSSH_9.2\r\n", .garbled), ("\u{16}\u{3}\u{1}", .garbled), ("", .closed),
        ("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf", .closed),
    ])
    func badAnswersAreNamed(bytes: String, code: ConnectionFailure.Code) async throws {
        let (channel, address) = try await listen { channel in
            channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.addHandler(AnswerOnce(bytes: bytes))
            }
        }
        let failure = try await failure(of: address, limits: .init(requestSeconds: 5, answerBytes: 4_096))
        #expect(failure?.code == code, "\(String(describing: failure))")
        try await channel.close().get()
    }

    @Test func aCancelledTaskGivesUpAtOnce() async throws {
        let (arrivals, arrived) = AsyncStream.makeStream(of: Void.self)
        let (channel, address) = try await listen { channel in
            arrived.yield()
            return channel.eventLoop.makeSucceededVoidFuture()
        }
        let task = Task { try await failure(of: address, limits: .init(requestSeconds: 600)) }
        for await _ in arrivals { break }
        task.cancel()
        #expect(try await task.value?.code == .cancelled)
        try await channel.close().get()
    }

    @Test(arguments: [
        ("127.0.0.1", true), ("127.8.9.10", true), ("::1", true), ("::ffff:127.0.0.1", true), ("128.0.0.1", false),
        ("0.0.0.0", false), ("10.0.0.1", false), ("::", false), ("::ffff:10.0.0.1", false), ("fe80::1", false),
    ])
    func knowsLoopback(address: String, isLoopback: Bool) throws {
        #expect(try SocketAddress(ipAddress: address, port: 1).isLoopback == isLoopback)
    }
}

/// Waits for a request, says its bytes, and hangs up.
private final class AnswerOnce: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let bytes: String

    init(bytes: String) {
        self.bytes = bytes
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: bytes)), promise: nil)
        context.close(promise: nil)
    }
}
