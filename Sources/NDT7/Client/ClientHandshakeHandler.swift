internal import NIOCore
internal import NIOHTTP1

/// Sends the upgrade request, checks the answer, and turns the connection into a test. Added to a connected channel.
final class ClientHandshakeHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundOut = HTTPClientRequestPart

    private enum State {
        case waiting
        case answered
        /// HTTP is leaving; bytes behind the answer are kept.
        case upgrading
        case upgraded
        case failed
    }

    private let http: UpgradePipeline
    private let request: HTTPRequestHead
    private let key: String
    private let plan: ClientTestPlan
    private let timeLimit: TimeAmount
    private let promise: EventLoopPromise<NDT7Result>
    private var state = State.waiting
    private var load: ServerLoad?
    private var leftover: [NIOAny] = []
    private var bytesReceived = 0
    private var bytesSent = 0
    private var timers = Timers()

    init(
        http: UpgradePipeline, server: TestServer, metadata: ClientMetadata, plan: ClientTestPlan,
        timeLimit: TimeAmount, promise: EventLoopPromise<NDT7Result>
    ) {
        self.http = http
        key = WebSocketKey.random()
        let query = [server.query, metadata.query].filter { !$0.isEmpty }.joined(separator: "&")
        request = UpgradeResponse.requestHead(server: server, direction: plan.direction, query: query, key: key)
        self.plan = plan
        self.timeLimit = timeLimit
        self.promise = promise
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let left = plan.begun + timeLimit - context.eventLoop.now
        timers.after(left, context) { self.fail(.badHandshake("no answer in time"), context) }
        guard context.channel.isActive else {
            return fail(.badHandshake("it closed the connection at once"), context)
        }
        context.write(wrapOutboundOut(.head(request)), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        timers.cancelAll()
    }

    func channelInactive(context: ChannelHandlerContext) {
        timers.cancelAll()
        switch state {
        case .waiting, .answered: fail(.badHandshake("it closed the connection without an answer"), context)
        case .upgrading, .upgraded, .failed: break
        }
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch state {
        case .waiting, .answered: fail(NDT7Failure.handshake(error), context)
        case .upgrading: context.close(promise: nil)
        case .upgraded: context.fireErrorCaught(error)
        case .failed: break
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch state {
        case .waiting, .answered:
            if event is ClientCancellation { fail(.cancelled, context) }
        case .upgrading: if event is ClientCancellation { context.close(promise: nil) }
        case .failed: break
        case .upgraded: context.fireUserInboundEventTriggered(event)
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch state {
        case .upgrading: leftover.append(data)
        case .upgraded: context.fireChannelRead(data)
        case .failed: break
        case .waiting, .answered:
            look(context)
            switch unwrapInboundIn(data) {
            case .head(let head): judge(head, context)
            case .body: break
            case .end: upgrade(context)
            }
        }
    }

    /// What the attempt cost so far: a socket that is closed can no longer be asked.
    private func look(_ context: ChannelHandlerContext) {
        guard let info = Socket.tcpInfo(of: context.channel) else { return }
        bytesReceived = Int(clamping: info.bytesReceived ?? 0)
        bytesSent = Int(clamping: info.bytesSent ?? 0)
    }

    private func judge(_ head: HTTPResponseHead, _ context: ChannelHandlerContext) {
        do throws(NDT7Failure) {
            try UpgradeResponse.check(head, key: key)
            load = ServerLoad(head.headers)
            state = .answered
        } catch {
            fail(error, context)
        }
    }

    private func upgrade(_ context: ChannelHandlerContext) {
        guard case .answered = state else { return }
        state = .upgrading
        timers.cancelAll()
        http.leave(context.pipeline, removing: self) { self.begin(context) }
    }

    private func begin(_ context: ChannelHandlerContext) {
        guard case .upgrading = state else { return }
        state = .upgraded
        let tested = context.eventLoop.makePromise(of: NDT7Result.self)
        tested.futureResult.map { [load] result in
            var result = result
            result.serverTests = load?.tests
            result.serverTestLimit = load?.limit
            return result
        }.cascade(to: promise)
        do {
            let test = ClientTestHandler(plan: plan, promise: tested)
            try context.begin([WebSocketHandler(role: .client), test], with: leftover)
        } catch {
            tested.fail(NDT7Failure.badHandshake(NDT7Failure.reason(for: error)))
            context.close(promise: nil)
        }
    }

    private func fail(_ failure: NDT7Failure, _ context: ChannelHandlerContext) {
        if case .failed = state { return }
        state = .failed
        look(context)
        promise.fail(NDT7Failure(failure.kind, bytesReceived: bytesReceived, bytesSent: bytesSent))
        context.abort()
    }
}
