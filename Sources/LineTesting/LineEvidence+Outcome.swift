internal import NDT7
internal import Reports

extension LineEvidence.Outcome {
    var result: NDT7Result? {
        if case .measured(let result) = self { result } else { nil }
    }

    var isNotRun: Bool {
        if case .notRun = self { true } else { false }
    }

    /// Bytes that passed this computer's socket, whether or not they gave a figure.
    var cost: (received: Int, sent: Int) {
        switch self {
        case .notRun: (0, 0)
        case .measured(let result): (result.localBytesReceived, result.localBytesSent)
        case .failed(let failure): (failure.bytesReceived, failure.bytesSent)
        }
    }

    /// What the direction gave; nil where it never began.
    var rate: LineRate? {
        switch self {
        case .notRun: nil
        case .failed(let failure):
            LineRate(
                bytes: failure.bytesReceived + failure.bytesSent, ending: failure.kind.word,
                retryAfterSeconds: failure.kind.retryAfterSeconds)
        case .measured(let result): LineRate(result)
        }
    }
}

extension LineRate {
    init(_ result: NDT7Result) {
        let steps = RateSteps(result.samples)
        let steady = RateEstimate(steps)
        let early = EarlyStopRule.said(of: result)
        let stoppedEarly = result.ending == .stoppedEarly
        // A stopped test says what it was stopped with, so that full tests tell the bias of just that figure.
        let said = stoppedEarly ? early.map { ($0.mbps, $0.lowMbps, $0.highMbps) } : nil
        let (mbps, low, high) = said ?? (steady?.mbps, steady?.low, steady?.high)
        self.init(
            meanMbps: result.mbps, steadyMbps: mbps, lowMbps: low, highMbps: high,
            seconds: result.elapsedSeconds, bytes: result.bytes, stoppedEarly: stoppedEarly,
            rampLimited: result.mbps != nil && SettledPart.find(in: steps)?.isRising == true,
            congestionControl: result.congestionControl, loss: result.retransmitShare, minRTTMs: result.minRTTMs,
            early: stoppedEarly ? nil : early, ending: result.ending.rawValue)
    }

    var headlineMbps: Double? { meanMbps == nil ? nil : steadyMbps ?? meanMbps }
}

extension EarlyStopRule {
    /// What the rule would have said of a test that ran on; nil where it would have run on too.
    static func said(of result: NDT7Result) -> EarlyEstimate? {
        var rule = EarlyStopRule(direction: result.direction)
        guard result.samples.contains(where: { rule.shouldStop(at: $0) }), let stop = rule.stop else { return nil }
        return EarlyEstimate(
            mbps: stop.estimate.mbps, lowMbps: stop.estimate.low, highMbps: stop.estimate.high,
            seconds: stop.sample.elapsedSeconds, bytes: stop.sample.bytes)
    }
}

extension NDT7Failure.Kind {
    /// A fixed word, as `NDT7Result.Ending` has for tests that began.
    var word: String {
        switch self {
        case .badServer: "bad_server"
        case .unreachable: "unreachable"
        case .refused(503, _), .refused(429, _): "busy"
        case .refused: "refused"
        case .badHandshake: "bad_handshake"
        case .notSecure: "not_secure"
        case .noSecureTransport: "no_secure_transport"
        case .cancelled: "cancelled"
        }
    }
    /// What a server that is busy asked for.
    var retryAfterSeconds: Int? {
        switch self {
        case .refused(503, let seconds), .refused(429, let seconds): seconds
        default: nil
        }
    }
}
