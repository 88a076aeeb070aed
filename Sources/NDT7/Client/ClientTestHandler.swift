internal import NIOCore

/// The client's side of one test, from the end of the handshake to the end of the connection.
///
/// Every way out leads through `channelInactive`, which hands over the result, so that nothing of the test is left on the line.
final class ClientTestHandler: ChannelInboundHandler {
    typealias InboundIn = WebSocketEvent
    typealias OutboundOut = WebSocketFrame

    static let sampleInterval = TimeAmount.milliseconds(100)

    private enum Phase {
        case running
        /// Our Close is sent and the figures are final; the peer's Close has not come.
        case closing
        case ended
    }

    private let plan: ClientTestPlan
    private let promise: EventLoopPromise<NDT7Result>
    private var record: ClientTestRecord
    private let pump: PayloadPump
    private var rule: (any StopRule)?
    private var timers = Timers()
    private var phase = Phase.running
    private var sendsPayload: Bool
    private var start = NIODeadline.uptimeNanoseconds(0)

    init(plan: ClientTestPlan, promise: EventLoopPromise<NDT7Result>) {
        self.plan = plan
        self.promise = promise
        sendsPayload = plan.direction == .upload
        pump = PayloadPump(capBytes: plan.stopping.byteCap)
        rule = plan.stopping.rule
        record = ClientTestRecord(direction: plan.direction)
    }

    // MARK: - Beginning and end

    func handlerAdded(context: ChannelHandlerContext) {
        start = context.eventLoop.now
        record.congestionControl = Socket.congestionControl(of: context.channel)
        let kill = min(plan.limits.kill, plan.begun + plan.limits.total - start)
        timers.after(kill, context) { self.cut(context, as: .timedOut) }
        if let limit = plan.durationLimit {
            timers.after(limit, context) { self.stop(context, as: .stoppedByClient) }
        } else if plan.direction == .upload {
            // From here on the server closes: it alone knows what has arrived.
            timers.after(plan.limits.duration, context) { self.sendsPayload = false }
        }
        scheduleSample(context)
        send(context)
    }

    func channelInactive(context: ChannelHandlerContext) {
        settle(context, as: .connectionLost)
        timers.cancelAll()
        promise.succeed(record.result())
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if phase == .running { record.warnings.append("the connection broke: \(error)") }
        context.close(promise: nil)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ClientCancellation { cut(context, as: .cancelled) }
        context.fireUserInboundEventTriggered(event)
    }

    /// Takes the figures; nothing that comes later changes them.
    private func settle(_ context: ChannelHandlerContext, as ending: NDT7Result.Ending) {
        guard phase == .running else { return }
        sample(context)
        record.end(ending, elapsedSeconds: elapsed(context))
        phase = .ended
    }

    private func cut(_ context: ChannelHandlerContext, as ending: NDT7Result.Ending) {
        settle(context, as: ending)
        phase = .ended
        context.abort()
    }

    /// An end of our own: a download's figures are taken now, an upload's once the server has told its last count.
    private func stop(_ context: ChannelHandlerContext, as ending: NDT7Result.Ending) {
        guard phase == .running else { return }
        sample(context)
        record.end(ending, elapsedSeconds: elapsed(context))
        phase = .closing
        sendsPayload = false
        context.writeAndFlush(wrapOutboundOut(.close(.normal)), promise: nil)
        timers.after(plan.limits.closing, context) { context.abort() }
    }

    // MARK: - What comes in

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .binary(let byteCount):
            guard plan.direction == .download else { return refusePayload(context) }
            if phase == .running { record.receivedBytes += byteCount }
            if let cap = plan.stopping.byteCap, plan.direction == .download, record.receivedBytes >= cap {
                stop(context, as: .byteCapped)
            }
        case .text(let text):
            // On a slow line what the server tells takes a tenth of it: it arrived, so it counts.
            if phase == .running, plan.direction == .download { record.receivedBytes += text.readableBytes }
            look(context)
            if let counted = record.take(text, elapsedSeconds: elapsed(context)) { judge(counted, context) }
        case .ping, .pong: break
        case .close: peerClosed(context)
        case .violation(let violation):
            if phase == .running { record.warnings.append("the server broke the protocol: \(violation)") }
            settle(context, as: .protocolViolation)
            phase = .ended
            context.close(promise: nil)
        }
    }

    /// A test is half duplex: who gets payload that is not expected must close (specification, "Protocol description").
    private func refusePayload(_ context: ChannelHandlerContext) {
        guard phase == .running else { return }
        record.warnings.append("the server broke the protocol: it sent payload during an upload")
        settle(context, as: .protocolViolation)
        timers.after(plan.limits.closing, context) { context.abort() }
        context.writeAndFlush(wrapOutboundOut(.close(.unsupportedData)), promise: nil)
    }

    /// Leaves closing the connection to the server, as the specification asks: it has no ports to lose to TIME_WAIT.
    private func peerClosed(_ context: ChannelHandlerContext) {
        guard phase == .running else {
            look(context)
            phase = .ended
            return
        }
        settle(context, as: .closedByServer)
        // Payload may wait before the answer, and the server may not close: no longer than the limit.
        timers.after(plan.limits.closing, context) { context.abort() }
        context.writeAndFlush(wrapOutboundOut(.close(.normal)), promise: nil)
    }

    // MARK: - What goes out

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        send(context)
        context.fireChannelWritabilityChanged()
    }

    private func send(_ context: ChannelHandlerContext) {
        guard sendsPayload, phase == .running, context.channel.isWritable else { return }
        switch pump.run(context) {
        case .full: break
        case .turnOver: context.eventLoop.assumeIsolated().execute { self.send(context) }
        case .done: stop(context, as: .byteCapped)
        }
    }

    // MARK: - Counting

    private func scheduleSample(_ context: ChannelHandlerContext) {
        timers.after(Self.sampleInterval, context) {
            guard self.phase == .running else { return }
            let sample = self.sample(context)
            self.plan.onProgress?(self.record.progress(at: sample))
            if self.plan.direction == .download { self.judge(sample, context) }
            self.scheduleSample(context)
        }
    }

    @discardableResult
    private func sample(_ context: ChannelHandlerContext) -> NDT7Result.Sample {
        look(context)
        return record.sample(elapsedSeconds: elapsed(context))
    }

    /// A channel that is closed has no socket to ask: then the last reading stands.
    private func look(_ context: ChannelHandlerContext) {
        if let info = Socket.tcpInfo(of: context.channel) { record.kernel = info }
    }

    private func judge(_ sample: NDT7Result.Sample, _ context: ChannelHandlerContext) {
        guard phase == .running, rule?.shouldStop(at: sample) == true else { return }
        stop(context, as: .stoppedEarly)
    }

    private func elapsed(_ context: ChannelHandlerContext) -> Double { (context.eventLoop.now - start).seconds }
}

/// Asks a running test to end now.
struct ClientCancellation: Sendable {}
