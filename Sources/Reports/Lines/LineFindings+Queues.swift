/// The rows about queues, and what is left when no row fits.
extension LineFindings {
    /// How much latency the load adds to the server, in milliseconds: bufferbloat, not RPM.
    public var serverRiseMs: Double? { Self.rise(serverIdleMs, serverLoadedMs) }

    /// The same to the gateway; nil where it answered no probe.
    public var gatewayRiseMs: Double? {
        gateway.flatMap { $0.answered ? Self.rise($0.idleMs, $0.loadedMs) : nil }
    }

    private static func rise(_ idle: Double?, _ loaded: Double?) -> Double? {
        guard let idle, let loaded else { return nil }
        return max(0, loaded - idle)
    }

    /// Both rises, where there is a queue at all.
    private var queue: (server: Double, gateway: Double)? {
        guard let server = serverRiseMs, let gateway = gatewayRiseMs, server > thresholds.riseMs else { return nil }
        return (server, gateway)
    }

    private var queueCauses: [LineCause] {
        [
            LineCause(.serverRise, serverRiseMs, limit: thresholds.riseMs),
            LineCause(.gatewayRise, gatewayRiseMs, limit: serverRiseMs.map { $0 * LineThresholds.gatewayShareOfRise }),
        ]
    }

    var lanQueue: LineJudgement? {
        guard let queue, queue.gateway >= LineThresholds.gatewayShareOfRise * queue.server else { return nil }
        return LineJudgement(.lanQueue, queueCauses)
    }

    var ispQueue: LineJudgement? {
        guard let queue, queue.gateway < LineThresholds.gatewayShareOfRise * queue.server else { return nil }
        return LineJudgement(.ispQueue, queueCauses)
    }

    /// `clear` when everything that a row could have fired on was seen, else `unknown` with what was missing.
    var remainder: LineJudgement {
        var missing: [LineCause] = []
        if server != .reached { missing.append(LineCause(.noServerAnswer)) }
        if server == .unreachable, names?.nameMs == nil, names?.nameProblem == nil {
            missing.append(LineCause(.noNameTried))
        }
        if gateway?.answered != true { missing.append(LineCause(.noGatewayAnswer)) }
        if server == .reached, serverRiseMs == nil || (gateway?.answered == true && gatewayRiseMs == nil) {
            missing.append(LineCause(.noLatency))
        }
        let rate = downloadMbps ?? comparison.lessons?.medianMbps ?? comparison.outside?.medianMbps
        guard missing.isEmpty, let rate else {
            if server == .reached, rate == nil { missing.append(LineCause(.noRate)) }
            return LineJudgement(.unknown, missing)
        }
        return LineJudgement(.clear, [LineCause(.lineRate, rate, limit: comparison.requiredMbps)])
    }
}
