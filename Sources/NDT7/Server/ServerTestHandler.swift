internal import FoundationEssentials
internal import NIOCore

/// The server's side of one test, from the end of the handshake to the end of the connection.
final class ServerTestHandler: ChannelInboundHandler {
    typealias InboundIn = WebSocketEvent
    typealias OutboundOut = WebSocketFrame

    private enum Phase {
        case running
        /// Our Close is sent; the peer's has not come.
        case closing
        case ended
    }

    /// More than this many measurements waiting to be sent means that the client does not read: then none is added.
    private static let measurementsInFlight = 4

    /// On a slow line a measurement, and each acknowledgement of one on an upload, is a share of what is measured: one is
    /// left out when so little has moved since the last, unless that one is so long ago.
    private static let bytesWorthTelling = 32_000
    private static let longestSilence = TimeAmount.milliseconds(500)

    private let direction: Direction
    private let limits: TestLimits
    private let cadence = MeasurementCadence()
    private let onEnd: @Sendable (ServerTestSummary) -> Void
    private let pump: PayloadPump
    private var timers = Timers()
    private var phase = Phase.running
    private var start = NIODeadline.uptimeNanoseconds(0)
    private var connection: Measurement.ConnectionInfo?
    private var receivedBytes = 0
    private var measurementsWaiting = 0
    /// What the last measurement counted, and when.
    private var told = (bytes: 0, elapsed: TimeAmount.zero)
    private var summary: ServerTestSummary

    init(
        request: UpgradeRequest, client: String, server: String, limits: TestLimits,
        onEnd: @escaping @Sendable (ServerTestSummary) -> Void
    ) {
        direction = request.direction
        self.limits = limits
        self.onEnd = onEnd
        pump = PayloadPump(capBytes: request.earlyExitBytes)
        connection = Measurement.ConnectionInfo(
            client: client, server: server, uuid: UUID().uuidString.lowercased(),
            startTime: Date.now.formatted(.iso8601))
        summary = ServerTestSummary(
            direction: request.direction, client: client, bytes: 0, elapsedSeconds: 0, closedCleanly: false)
    }

    // MARK: - Beginning and end

    func handlerAdded(context: ChannelHandlerContext) {
        start = context.eventLoop.now
        timers.after(limits.duration, context) { self.endOfTime(context) }
        timers.after(limits.kill, context) { context.abort() }
        scheduleMeasurement(context)
        send(context)
    }

    func channelInactive(context: ChannelHandlerContext) {
        timers.cancelAll()
        phase = .ended
        summary.bytes = countedBytes
        summary.elapsedSeconds = elapsed(context).seconds
        onEnd(summary)
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // A reset or a failed read: the connection is gone, and the summary says it was not closed cleanly. After both
        // Closes nothing that breaks is of interest: few clients say goodbye in TLS.
        if !summary.closedCleanly { summary.violation = summary.violation ?? "\(error)" }
        context.close(promise: nil)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ServerQuiescing { finish(context, code: .goingAway) }
        context.fireUserInboundEventTriggered(event)
    }

    private func endOfTime(_ context: ChannelHandlerContext) {
        guard phase == .running else { return }
        sendMeasurement(context)
        finish(context, code: .normal)
    }

    private func finish(_ context: ChannelHandlerContext, code: CloseCode) {
        guard phase == .running else { return }
        phase = .closing
        context.writeAndFlush(wrapOutboundOut(.close(code)), promise: nil)
    }

    // MARK: - What comes in

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .binary(let byteCount):
            if direction == .upload { receivedBytes += byteCount } else { refusePayload(context) }
        // A client's measurements are its own business: nothing here depends on them.
        case .text, .ping, .pong: break
        case .close: peerClosed(context)
        case .violation(let violation):
            summary.violation = violation.description
            phase = .ended
            // The codec has sent the Close. Closing at once, with bytes unread, would reset the connection and lose it.
            timers.after(limits.closing, context) { context.abort() }
        }
    }

    /// A test is half duplex: who gets payload that is not expected must close (specification, "Protocol description").
    private func refusePayload(_ context: ChannelHandlerContext) {
        guard phase == .running else { return }
        summary.violation = "payload from the client during a download (\(CloseCode.unsupportedData.rawValue))"
        finish(context, code: .unsupportedData)
        phase = .ended
        timers.after(limits.closing, context) { context.abort() }
    }

    private func peerClosed(_ context: ChannelHandlerContext) {
        summary.closedCleanly = true
        guard phase == .running else {
            phase = .ended
            context.close(promise: nil)
            return
        }
        phase = .ended
        // The last count is what an upload is rated by; RFC 6455 section 5.5.1 lets our Close wait for it.
        sendMeasurement(context)
        context.writeAndFlush(wrapOutboundOut(.close(.normal))).assumeIsolated().whenComplete { _ in
            context.close(promise: nil)
        }
    }

    // MARK: - What goes out

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        send(context)
        context.fireChannelWritabilityChanged()
    }

    private func send(_ context: ChannelHandlerContext) {
        guard direction == .download, phase == .running, context.channel.isWritable else { return }
        switch pump.run(context) {
        case .full: break
        case .turnOver: context.eventLoop.assumeIsolated().execute { self.send(context) }
        case .done: endOfTime(context)
        }
    }

    private func scheduleMeasurement(_ context: ChannelHandlerContext) {
        timers.after(cadence.next(), context) {
            guard self.phase == .running else { return }
            if self.measurementsWaiting < Self.measurementsInFlight, self.isWorthTelling(context) {
                self.sendMeasurement(context)
            }
            self.scheduleMeasurement(context)
        }
    }

    private func isWorthTelling(_ context: ChannelHandlerContext) -> Bool {
        countedBytes - told.bytes >= Self.bytesWorthTelling || elapsed(context) - told.elapsed >= Self.longestSilence
    }

    private var countedBytes: Int { direction == .download ? pump.scaling.totalBytes : receivedBytes }

    /// Sends what the kernel and the application count, and a PING so that the round trip is sampled.
    private func sendMeasurement(_ context: ChannelHandlerContext) {
        let microseconds = elapsed(context).nanoseconds / 1000
        var tcpInfo = Socket.tcpInfo(of: context.channel)
        tcpInfo?.elapsedTime = microseconds
        var bbrInfo = Socket.bbrInfo(of: context.channel)
        bbrInfo?.elapsedTime = microseconds
        let bytes = countedBytes
        told = (bytes, elapsed(context))
        let measurement = Measurement(
            appInfo: .init(numBytes: Int64(bytes), elapsedTime: microseconds), connectionInfo: connection,
            bbrInfo: bbrInfo, tcpInfo: tcpInfo, origin: "server", test: direction.rawValue)
        // Encoding plain numbers and strings cannot fail; were it to, the test goes on without this message.
        guard let json = try? measurement.json() else { return }
        connection = nil
        measurementsWaiting += 1
        context.write(wrapOutboundOut(.text(ByteBuffer(bytes: json)))).assumeIsolated().whenComplete { _ in
            self.measurementsWaiting -= 1
        }
        context.writeAndFlush(wrapOutboundOut(.ping(ByteBuffer(string: "\(microseconds)"))), promise: nil)
    }

    private func elapsed(_ context: ChannelHandlerContext) -> TimeAmount { context.eventLoop.now - start }
}

extension TimeAmount {
    /// The amount in seconds.
    var seconds: Double { Double(nanoseconds) / 1e9 }
}
