import NIOCore
import NIOPosix

@testable import NDT7

/// A small server on loopback that does what it is told, right or wrong, to whoever connects.
struct HostileServer: Sendable {
    /// What it does once the upgrade request has come.
    enum Behaviour: Sendable {
        /// Answers the upgrade request with these bytes, then stays silent.
        case answer(String)
        case answerAndClose(String)
        /// Upgrades as it should, then sends these bytes, then stays silent.
        case upgrade(then: [UInt8])
        case upgradeAndClose(after: [UInt8])
        /// Upgrades, pings, and resets once something comes back: before that a reset may overtake the upgrade.
        case upgradeAndReset
        /// Upgrades, then repeats these bytes for ever.
        case upgradeAndRepeat([UInt8], after: [UInt8] = [])
        /// Upgrades, and reads nothing more.
        case upgradeAndStopReading
        case closeAtOnce
        case neverAnswer
        /// Sends header lines for ever.
        case endlessHeaders
    }

    let channel: any Channel

    static func start(_ behaviour: Behaviour, group: any EventLoopGroup) async throws -> HostileServer {
        let channel = try await ServerBootstrap(group: group)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Handler(behaviour))
                }
            }
            .bind(to: SocketAddress(ipAddress: "127.0.0.1", port: 0)).get()
        return HostileServer(channel: channel)
    }

    var address: TestServer { TestServer(host: "127.0.0.1", port: channel.localAddress?.port ?? 0) }

    static func upgradeHead(key: String) -> String {
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: \(WebSocketKey.accept(for: key))\r\n"
            + "Sec-WebSocket-Protocol: \(UpgradeRequest.subprotocol)\r\n\r\n"
    }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer

        private let behaviour: Behaviour
        private var request = ""
        private var isAsked = false

        init(_ behaviour: Behaviour) {
            self.behaviour = behaviour
        }

        func channelActive(context: ChannelHandlerContext) {
            if case .closeAtOnce = behaviour { context.close(promise: nil) }
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            guard !isAsked else {
                if case .upgradeAndReset = behaviour { context.abort() }
                return
            }
            request += String(buffer: unwrapInboundIn(data))
            guard request.contains("\r\n\r\n") else { return }
            isAsked = true
            act(context)
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            // The client resets connections on purpose.
            context.close(promise: nil)
        }

        private func act(_ context: ChannelHandlerContext) {
            switch behaviour {
            case .answer(let text): send(Array(text.utf8), context)
            case .answerAndClose(let text):
                send(Array(text.utf8), context).whenComplete { _ in context.close(promise: nil) }
            case .upgrade(let bytes): send(head + bytes, context)
            case .upgradeAndClose(let bytes):
                send(head + bytes, context).whenComplete { _ in context.close(promise: nil) }
            case .upgradeAndReset: send(head + FrameBytes.frame(9, mask: nil), context)
            case .upgradeAndRepeat(let bytes, let first):
                send(head + first, context)
                let block = [UInt8]((0..<max(1, 65_536 / bytes.count)).map { _ in bytes }.joined())
                repeated(ByteBuffer(bytes: block), context)
            case .upgradeAndStopReading:
                send(head, context)
                context.channel.setOption(.autoRead, value: false).whenFailure { _ in }
            case .endlessHeaders:
                send(Array("HTTP/1.1 101 Switching Protocols\r\n".utf8), context)
                repeated(
                    ByteBuffer(string: "X-A: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n"),
                    context)
            case .closeAtOnce, .neverAnswer: break
            }
        }

        private var head: [UInt8] {
            let marker = "Sec-WebSocket-Key: "
            let line = request.split(separator: "\r\n").first { $0.hasPrefix(marker) } ?? ""
            return Array(HostileServer.upgradeHead(key: String(line.dropFirst(marker.count))).utf8)
        }

        @discardableResult
        private func send(_ bytes: [UInt8], _ context: ChannelHandlerContext) -> EventLoopFuture<Void>.Isolated {
            context.writeAndFlush(NIOAny(ByteBuffer(bytes: bytes))).assumeIsolated()
        }

        private func repeated(_ block: ByteBuffer, _ context: ChannelHandlerContext) {
            guard context.channel.isActive else { return }
            context.writeAndFlush(NIOAny(block)).assumeIsolated().whenSuccess {
                context.eventLoop.assumeIsolated().execute { self.repeated(block, context) }
            }
        }
    }
}
