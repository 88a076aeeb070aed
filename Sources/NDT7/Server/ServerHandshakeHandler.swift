internal import Logging
internal import NIOCore
internal import NIOHTTP1

/// Reads the upgrade request and turns the connection into a test, or into one answer and its end.
final class ServerHandshakeHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private enum State {
        case waiting
        /// The owner is being asked; whether the request's end has come.
        case judging(UpgradeRequest, isComplete: Bool)
        case accepted(UpgradeRequest, ServerLoad)
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
    private var address = "unknown"
    private var isCounted = false

    init(http: UpgradePipeline, admission: Admission, configuration: NDT7Server.Configuration, logger: Logger) {
        self.http = http
        self.admission = admission
        self.configuration = configuration
        self.logger = logger
    }

    func handlerAdded(context: ChannelHandlerContext) {
        address = context.remoteAddress?.countingKey ?? address
        isCounted = admission.enterHandshake(from: address)
        guard isCounted else {
            logger.debug("too many handshakes at once", metadata: ["client": "\(address)"])
            return context.close(promise: nil)
        }
        timers.after(configuration.handshakeTimeLimit, context) {
            self.logger.debug("handshake took too long", metadata: ["client": "\(context.peerName)"])
            context.close(promise: nil)
        }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        timers.cancelAll()
        if isCounted { admission.leaveHandshake(from: address) }
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
        case .waiting, .judging, .accepted:
            switch unwrapInboundIn(data) {
            case .head(let head): judge(head, context)
            case .body: refuse(UpgradeRefusal(.badRequest, "an upgrade has no body"), context)
            case .end: complete(context)
            }
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch state {
        case .waiting, .judging, .accepted:
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

    // MARK: - The decision

    private func judge(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        do throws(UpgradeRefusal) {
            let request = try UpgradeRequest(head)
            guard let authorize = configuration.authorize else {
                try admit(TestClient(key: address), request, quota: configuration.addressQuota, context)
                return
            }
            state = .judging(request, isComplete: false)
            let asked = TestRequest(
                direction: request.direction, token: request.token,
                clientAddress: context.remoteAddress?.ipAddress ?? "unknown")
            context.eventLoop.makeFutureWithTask { await authorize(asked) }.assumeIsolated().whenSuccess {
                self.heed($0, context)
            }
        } catch {
            refuse(error, context)
        }
    }

    private func heed(_ permission: TestPermission, _ context: ChannelHandlerContext) {
        // The connection may have ended meanwhile, or been refused for what followed the request.
        guard case .judging(let request, let isComplete) = state, context.channel.isActive else { return }
        do throws(UpgradeRefusal) {
            switch permission {
            case .allowed(let client):
                try admit(client, request, quota: configuration.clientQuota, context)
                if isComplete { upgrade(context) }
            case .unauthorized(let reason): throw .unauthorized(reason)
            case .forbidden(let reason): throw UpgradeRefusal(.forbidden, reason)
            case .busy(let seconds): throw .busy(retryAfterSeconds: seconds)
            }
        } catch {
            refuse(error, context)
        }
    }

    private func admit(
        _ client: TestClient, _ request: UpgradeRequest, quota: TestQuota, _ context: ChannelHandlerContext
    ) throws(UpgradeRefusal) {
        let tests: Int
        do throws(Admission.Refusal) {
            tests = try admission.enterTest(client, request.direction, quota: quota, now: context.eventLoop.now)
        } catch {
            throw UpgradeRefusal(error, retryAfterSeconds: configuration.retryAfterSeconds)
        }
        let admission = admission
        context.channel.closeFuture.whenComplete { _ in admission.leaveTest(client, request.direction) }
        state = .accepted(request, ServerLoad(tests: tests, limit: admission.maximumTests))
    }

    private func complete(_ context: ChannelHandlerContext) {
        if case .judging(let request, _) = state {
            state = .judging(request, isComplete: true)
        } else {
            upgrade(context)
        }
    }

    private func refuse(_ refusal: UpgradeRefusal, _ context: ChannelHandlerContext) {
        logger.debug(
            "request refused", metadata: ["client": "\(context.peerName)", "reason": "\(refusal.reason)"])
        state = .refused
        let body = ByteBuffer(string: refusal.reason + "\n")
        var headers = refusal.headers
        ServerLoad(tests: admission.runningTests, limit: admission.maximumTests).add(to: &headers)
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
        guard case .accepted(let request, let load) = state else { return }
        state = .upgrading
        timers.cancelAll()
        context.writeAndFlush(wrapOutboundOut(.head(request.responseHead(load: load))), promise: nil)
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
