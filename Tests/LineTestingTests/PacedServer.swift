import NIOCore
import NIOPosix
import Synchronization

@testable import NDT7

/// An NDT7 server on loopback as one behind a link of a given rate looks: a download comes at that rate, and an upload is
/// read and counted at it.
final class PacedServer: Sendable {
    /// The request lines that came.
    let requests = Mutex<[String]>([])
    private let mbps: Double
    private let channel = Mutex<(any Channel)?>(nil)

    init(mbps: Double) { self.mbps = mbps }

    func start(group: any EventLoopGroup) async throws -> TestServer {
        let bound = try await ServerBootstrap(group: group)
            // What waits in the kernel delays the client's Close.
            .childChannelOption(.socketOption(.so_rcvbuf), value: 64 * 1024)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Handler(self))
                }
            }
            .bind(to: SocketAddress(ipAddress: "127.0.0.1", port: 0)).get()
        channel.withLock { $0 = bound }
        return TestServer(host: "127.0.0.1", port: bound.localAddress?.port ?? 0)
    }

    func stop() async throws {
        try await channel.withLock { $0 }?.close()
    }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer

        static let interval = TimeAmount.milliseconds(20)

        private let server: PacedServer
        private var request = ""
        private var isUpgraded = false
        private var tick: RepeatedTask?
        private var begun = NIODeadline.now()
        private var sent = 0
        private var received = 0
        private var decoder = FrameDecoder(role: .server)
        private var unread = ByteBuffer()

        init(_ server: PacedServer) { self.server = server }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            var buffer = unwrapInboundIn(data)
            guard isUpgraded else { return upgrade(String(buffer: buffer), context) }
            received += buffer.readableBytes
            unread.writeBuffer(&buffer)
            do {
                while let event = try decoder.next(from: &unread) {
                    guard case .close = event else { continue }
                    send(FrameHeader(opcode: .close, length: 2), ByteBuffer(integer: UInt16(1000)), context)
                    context.close(promise: nil)
                }
                unread.discardReadBytes()
            } catch {
                context.close(promise: nil)
            }
        }

        func channelReadComplete(context: ChannelHandlerContext) {
            if isUpload, received < due { context.read() }
        }

        func channelInactive(context: ChannelHandlerContext) { tick?.cancel() }

        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

        private var microseconds: Int64 { (NIODeadline.now() - begun).nanoseconds / 1000 }

        /// Bytes that the link would have carried by now.
        private var due: Int { Int(server.mbps * Double(microseconds) / 8) }

        private var isUpload: Bool { request.contains("/upload") }

        private func upgrade(_ text: String, _ context: ChannelHandlerContext) {
            request += text
            guard request.contains("\r\n\r\n") else { return }
            isUpgraded = true
            server.requests.withLock { $0.append(request.split(separator: "\r\n").first.map(String.init) ?? "") }
            let marker = "Sec-WebSocket-Key: "
            let line = request.split(separator: "\r\n").first { $0.hasPrefix(marker) } ?? ""
            let head =
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: \(WebSocketKey.accept(for: String(line.dropFirst(marker.count))))\r\n"
                + "Sec-WebSocket-Protocol: \(UpgradeRequest.subprotocol)\r\n\r\n"
            context.writeAndFlush(NIOAny(ByteBuffer(string: head)), promise: nil)
            begun = .now()
            // Read at the rate, so that an upload takes no more of the computer than such a link would.
            context.channel.setOption(.autoRead, value: false).assumeIsolated().whenFailure {
                context.fireErrorCaught($0)
            }
            let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
            tick = context.eventLoop.scheduleRepeatedTask(initialDelay: Self.interval, delay: Self.interval) { _ in
                bound.value.0.act(bound.value.1)
            }
        }

        private func act(_ context: ChannelHandlerContext) {
            let (due, microseconds) = (due, microseconds)
            if !isUpload || received < due { context.read() }
            if isUpload {
                let counted = min(received, due)
                let text = #"{"TCPInfo":{"BytesReceived":\#(counted),"ElapsedTime":\#(microseconds)}}"#
                send(FrameHeader(opcode: .text, length: UInt64(text.utf8.count)), ByteBuffer(string: text), context)
            } else if due > sent {
                let payload = ByteBuffer(repeating: 7, count: due - sent)
                send(FrameHeader(opcode: .binary, length: UInt64(due - sent)), payload, context)
                sent = due
            }
        }

        private func send(_ header: FrameHeader, _ payload: ByteBuffer, _ context: ChannelHandlerContext) {
            var buffer = ByteBuffer()
            header.write(to: &buffer)
            context.write(NIOAny(buffer), promise: nil)
            context.writeAndFlush(NIOAny(payload), promise: nil)
        }
    }
}
