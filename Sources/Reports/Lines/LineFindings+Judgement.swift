extension LineFindings {
    public var verdict: LineVerdict { judgement.verdict }

    /// The verdict over the table of evidence: the first row that fits, so their order is part of it.
    ///
    /// 1. `captive`: whoever answers is somebody else, so no other figure means anything.
    /// 2. `lan`: seen while idle, so neither the server nor the load can have caused it; it spoils everything behind it.
    /// 3. `server_limited`, `dns`, `outage`: what was not reached has no rate to explain.
    /// 4. `server_limited`, `pc_limited`: an end that was the limit makes the rates and loaded latencies its own.
    /// 5. `lan_bound`, `wifi`, `lan_queue`: the school's network, before anything is said of what lies beyond it.
    /// 6. `shared_load`, `tariff_cap`: what many tests say outranks one test's queue, which any full line has.
    /// 7. `isp_queue`.
    /// 8. `clear`, or `unknown` when too little was seen: a gateway that answers no probe is not bad.
    ///
    /// Source: the table in facts/line-testing.md, "Working latency, and whose fault it is".
    public var judgement: LineJudgement {
        for row in Self.rows {
            if let judgement = row(self) { return judgement }
        }
        return remainder
    }

    private static let rows: [@Sendable (LineFindings) -> LineJudgement?] = [
        \.captivePage, \.badLAN, \.unreached, \.serverLimit, \.computerLimit, \.lanBound, \.slowWifi, \.lanQueue,
        \.sharedLoad, \.tariffCap, \.ispQueue,
    ]

    private var captivePage: LineJudgement? {
        names?.captive == true ? LineJudgement(.captive, [LineCause(.captivePage)]) : nil
    }

    private var badLAN: LineJudgement? {
        guard let gateway, gateway.answered else { return nil }
        var causes: [LineCause] = []
        if let idle = gateway.idleMs, idle > thresholds.gatewayIdleMs {
            causes.append(LineCause(.gatewayIdle, idle, limit: thresholds.gatewayIdleMs))
        }
        if let loss = gateway.loss, loss >= thresholds.gatewayLoss {
            causes.append(LineCause(.gatewayLoss, loss, limit: thresholds.gatewayLoss))
        }
        return causes.isEmpty ? nil : LineJudgement(.lan, causes)
    }

    /// Where names or the server failed. With platforms reached the line works, and names with it.
    private var unreached: LineJudgement? {
        let isUnreached = server == .unreachable || server == .notFound
        if platformReached == true {
            let causes = [LineCause(.serverUnreachable), LineCause(.platformReached)]
            return isUnreached ? LineJudgement(.serverLimited, causes) : nil
        }
        // A server reached by its address proves the way there as well as an answer of the gateway's does.
        guard gateway?.answered == true || server == .reached || server == .busy else { return nil }
        let namesAreDead = names.map { $0.nameMs == nil && $0.nameProblem != nil } ?? false
        switch (server, namesAreDead) {
        case (.unreachable, true):
            // A known address fails as the names do: not the names, the line.
            return LineJudgement(.outage, [LineCause(.serverUnreachable), LineCause(.nameNotFound)])
        case (.unreachable, false):
            return names?.nameMs == nil ? nil : LineJudgement(.outage, [LineCause(.serverUnreachable)])
        case (_, true): return LineJudgement(.dns, [LineCause(.nameNotFound)])
        case (_, false): return nil
        }
    }

    private var serverLimit: LineJudgement? {
        var causes: [LineCause] = []
        if server == .busy { causes.append(LineCause(.serverBusy)) }
        if let tests = strain.serverTests, let limit = strain.serverTestLimit, tests >= limit, tests > 1 {
            causes.append(LineCause(.serverTests, Double(tests), limit: Double(limit)))
        }
        if let share = strain.serverHeldBack, share >= LineThresholds.heldBack {
            causes.append(LineCause(.serverHeldBack, share, limit: LineThresholds.heldBack))
        }
        if causes.isEmpty, marks.contains(.serverLimited) { causes.append(LineCause(.marked)) }
        return causes.isEmpty ? nil : LineJudgement(.serverLimited, causes)
    }

    private var computerLimit: LineJudgement? {
        var causes: [LineCause] = []
        if let share = strain.computerCPU, share >= LineThresholds.cpuShare {
            causes.append(LineCause(.computerCPU, share, limit: LineThresholds.cpuShare))
        }
        if let share = strain.computerHeldBack, share >= LineThresholds.heldBack {
            causes.append(LineCause(.computerHeldBack, share, limit: LineThresholds.heldBack))
        }
        if let full = fullLink { causes.append(full) }
        if causes.isEmpty, marks.contains(.pcLimited) { causes.append(LineCause(.marked)) }
        return causes.isEmpty ? nil : LineJudgement(.pcLimited, causes)
    }

    /// This computer's own link, where the measured rate fills it: the line may be faster.
    private var fullLink: LineCause? {
        if link?.medium == .wired, let speed = link?.speedMbps, speed > 0,
            let rate = [downloadMbps, uploadMbps].compactMap({ $0 }).max(),
            rate >= LineThresholds.wiredFill * Double(speed)
        {
            return LineCause(.computerLink, rate, limit: Double(speed))
        }
        // Of Wi-Fi only the rate towards the access point is known.
        if link?.medium == .wifi, let speed = link?.wifiRateMbps, speed > 0, let rate = uploadMbps,
            rate >= LineThresholds.wifiFill * speed
        {
            return LineCause(.computerLink, rate, limit: speed)
        }
        return nil
    }
}
