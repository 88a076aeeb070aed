internal import Logging
internal import NIOCore
internal import NIOHTTP1

/// Reads the upgrade request and turns the connection into a test, or into one answer and its end.
final class ServerHandshakeHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private enum State {
        case waiting
        case accepted(UpgradeRequest)
        /// HTTP is leaving; bytes behind the request are kept.
        case upgrading
        case upgraded
        case refused
    }

    private let http: UpgradePipeline
    private let admission: Admission
    private let configuration: NDT7Server.Configuration
    private let logger: Logger
    private var state = State.waiting
    private var leftover: [NIOAny] = []
    private var timers = Timers()

    init(http: UpgradePipeline, admission: Admission, configuration: NDT7Server.Configuration, logger: Logger) {
        self.http = http
        self.admission = admission
        self.configuration = configuration
        self.logger = logger
    }

    func handlerAdded(context: ChannelHandlerContext) {
        timers.after(configuration.handshakeTimeLimit, context) {
            self.logger.debug("handshake took too long", metadata: ["client": "\(context.peerName)"])
            context.close(promise: nil)
        }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        timers.cancelAll()
    }

    func channelInactive(context: ChannelHandlerContext) {
        timers.cancelAll()
        context.fireChannelInactive()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .upgraded = state {
            context.fireUserInboundEventTriggered(event)
        } else if event is ServerQuiescing {
            context.close(promise: nil)
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch state {
        case .upgrading: leftover.append(data)
        case .upgraded: context.fireChannelRead(data)
        case .refused: break
        case .waiting, .accepted:
            switch unwrapInboundIn(data) {
            case .head(let head): judge(head, context)
            case .body: refuse(UpgradeRefusal(.badRequest, "an upgrade has no body"), context)
            case .end: upgrade(context)
            }
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch state {
        case .waiting, .accepted:
            if error is HTTPParserError || error is HandshakeGate.Exceeded {
                refuse(UpgradeRefusal(.badRequest, "this is no upgrade request: \(error)"), context)
            } else {
                logger.debug("connection failed", metadata: ["client": "\(context.peerName)", "reason": "\(error)"])
                context.close(promise: nil)
            }
        case .refused, .upgrading: context.close(promise: nil)
        case .upgraded: context.fireErrorCaught(error)
        }
    }

    private func judge(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        do throws(UpgradeRefusal) {
            let request = try UpgradeRequest(head)
            guard admission.enterTest() else {
                throw UpgradeRefusal.busy(retryAfterSeconds: configuration.retryAfterSeconds)
            }
            let admission = admission
            context.channel.closeFuture.whenComplete { _ in admission.leaveTest() }
            state = .accepted(request)
        } catch {
            refuse(error, context)
        }
    }

    private func refuse(_ refusal: UpgradeRefusal, _ context: ChannelHandlerContext) {
        logger.debug(
            "request refused", metadata: ["client": "\(context.peerName)", "reason": "\(refusal.reason)"])
        state = .refused
        let body = ByteBuffer(string: refusal.reason + "\n")
        var headers = refusal.headers
        headers.add(name: "Connection", value: "close")
        headers.add(name: "Content-Type", value: "text/plain; charset=utf-8")
        headers.add(name: "Content-Length", value: "\(body.readableBytes)")
        let head = HTTPResponseHead(version: .http1_1, status: refusal.status, headers: headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil))).assumeIsolated().whenComplete { _ in
            context.close(mode: .all, promise: nil)
        }
    }

    private func upgrade(_ context: ChannelHandlerContext) {
        guard case .accepted(let request) = state else { return }
        state = .upgrading
        timers.cancelAll()
        context.writeAndFlush(wrapOutboundOut(.head(request.responseHead)), promise: nil)
        http.leave(context.pipeline, removing: self) { self.begin(request, context) }
    }

    private func begin(_ request: UpgradeRequest, _ context: ChannelHandlerContext) {
        state = .upgraded
        configuration.onTestBegin?(request.direction, context.peerName)
        let onEnd = configuration.onTestEnd
        let logger = logger
        let test = ServerTestHandler(
            request: request, client: context.peerName, server: context.ownName, limits: configuration.limits
        ) { summary in
            logger.debug("test ended", metadata: summary.metadata)
            onEnd?(summary)
        }
        do {
            try context.begin([WebSocketHandler(role: .server), test], with: leftover)
        } catch {
            // The connection is closed already.
            logger.debug("test could not start", metadata: ["reason": "\(error)"])
            context.close(promise: nil)
        }
    }
}

extension ServerTestSummary {
    fileprivate var metadata: Logger.Metadata {
        [
            "direction": "\(direction)", "client": "\(client)", "bytes": "\(bytes)", "seconds": "\(elapsedSeconds)",
            "clean": "\(closedCleanly)", "violation": "\(violation ?? "none")",
        ]
    }
}

extension ChannelHandlerContext {
    /// The other side as `address:port`, or what is known of it.
    var peerName: String { remoteAddress.map(\.endpoint) ?? "unknown" }
    /// This side as `address:port`, or what is known of it.
    var ownName: String { localAddress.map(\.endpoint) ?? "unknown" }
}

extension SocketAddress {
    /// `address:port`, with an IPv6 address in brackets.
    var endpoint: String {
        let host = ipAddress ?? "unknown"
        return (host.contains(":") ? "[\(host)]" : host) + (port.map { ":\($0)" } ?? "")
    }
}
