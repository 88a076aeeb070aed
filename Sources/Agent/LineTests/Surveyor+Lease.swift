internal import FoundationEssentials
internal import LineTesting
internal import Logging
internal import NDT7
internal import Outbox
internal import Reports

extension Surveyor {
    /// What a test is about to run in.
    struct Visit: Sendable {
        /// Nil for a test by hand.
        var slot: Slot?
        var place: LineInstruments.Place
        var circumstances: SlotCircumstances
        var terms: TestTerms
    }

    /// What came of asking for a lease.
    enum Grant: Sendable {
        case lease(Lease)
        case refused(SlotRecord.Reason, holder: AgentID?, sentence: String)
    }

    /// No measurement takes longer, in seconds. Source: `LineMeasurement`.
    static let longestTest = 40.0

    /// Asks for the slot's lease, once more where the aggregator says when, and tests under it.
    mutating func ask(_ visit: Visit, _ enrollment: Enrollment) async throws {
        guard let slot = visit.slot else { return }
        switch try await grant(visit, enrollment) {
        case .refused(let reason, let holder, _):
            let told = confirming(visit.circumstances, in: enrollment)
            try record(slot.skipped(reason, at: core.clock.now(), circumstances: told, holder: holder))
        case .lease(let lease):
            var visit = visit
            visit.circumstances = confirming(visit.circumstances, in: enrollment)
            if lease.peer?.role == .listen {
                try await listen(visit, under: lease, enrollment)
            } else {
                _ = try await test(visit, under: lease, enrollment)
            }
        }
    }

    /// One lease, or why there is none; waits and asks once more where that is worth it.
    mutating func grant(_ visit: Visit, _ enrollment: Enrollment) async throws -> Grant {
        var tries = 0
        while true {
            tries += 1
            switch await client(enrollment).ask(try testRequest(visit, enrollment)) {
            case .failed(let reason):
                return .refused(.noAggregator, holder: nil, sentence: "the aggregator gave no lease: \(reason)")
            case .busy(let seconds):
                leaveAlone(retryAfter: seconds)
                return .refused(.serverBusy, holder: nil, sentence: "the aggregator asks for patience")
            case .answered(let response):
                try learn(from: response, in: enrollment)
                backoff.reset()
                if let lease = response.lease { return try await taken(lease, response, visit, enrollment) }
                let reason = response.refusal ?? .noAggregator
                guard let slot = visit.slot,
                    let wait = planner?.retryDelay(
                        slot, retryAfter: response.retryAfter, tries: tries, now: core.clock.now(),
                        draw: instruments.draw()),
                    await instruments.pause(wait)
                else {
                    let sentence = "the aggregator gave no lease (\(reason.rawValue.asOneLine(limit: 60)))"
                    return .refused(reason, holder: response.holder, sentence: sentence)
                }
            }
        }
    }

    /// A lease counts only behind a gateway that the same answer names as the school's.
    private func taken(
        _ lease: Lease, _ response: LeaseResponse, _ visit: Visit, _ enrollment: Enrollment
    ) async throws -> Grant {
        if let gateway = visit.circumstances.gateway, response.gateways.contains(gateway) {
            if (try? TestServer(url: lease.server)) != nil { return .lease(lease) }
            await release(lease, bytes: 0, test: nil, enrollment)
            return .refused(.noServer, holder: nil, sentence: "the lease names no server to measure against")
        }
        await release(lease, bytes: 0, test: nil, enrollment)
        return .refused(.notSchoolLine, holder: nil, sentence: "this gateway is not confirmed as the school's")
    }

    /// Measures under the lease, keeps what came of it, gives the lease back.
    /// - Returns: the test against the region's server; nil where it was broken off.
    mutating func test(_ visit: Visit, under lease: Lease, _ enrollment: Enrollment) async throws -> LineTest? {
        guard let server = try? TestServer(url: lease.server) else { return nil }
        let cap = visit.terms.byteCap(lease)
        let end = core.clock.now().monotonic + Double(lease.seconds)
        // What it may take counts as taken until it is known: a power cut in the middle must not make bytes free.
        let before = planner
        reserve(cap, for: visit.slot)
        try save()
        var order = LineInstruments.Order(
            id: UUID().uuidString.lowercased(), server: server.presenting(accessToken: lease.token), place: visit.place,
            full: visit.terms.runsInFull(lease), byteCap: cap)
        let surroundings = await instruments.lookAround()
        var test = await instruments.measure(order)
        var bytes = test.bytesReceived + test.bytesSent
        test.names = surroundings.names ?? test.names
        test.platforms = surroundings.platforms ?? test.platforms
        test.link = visit.place.link
        test.circumstances = circumstances(of: visit, lease, serverTests: test.circumstances)
        test.verdict = LineFindings(test, server: ServerReach.judge(test)).verdict
        var tests = [test]
        order.byteCap = max(0, cap - bytes)
        order.full = false
        if test.downloadMbps != nil {
            if let extra = try await peerTest(order, visit, lease, enrollment, until: end) { tests.append(extra) }
            if let extra = try await mlabTest(order, visit, lease, until: end) {
                bytes += extra.bytesReceived + extra.bytesSent
                tests.append(extra)
            }
        }
        if visit.slot == nil, let before { keep(before) }
        spend(bytes)
        let isBroken = Task.isCancelled
        if !isBroken { memory.remember(test) }
        try keep(tests: isBroken ? [] : tests, visit)
        await release(lease, bytes: bytes, test: isBroken ? nil : test.id, enrollment)
        return isBroken ? nil : test
    }

    /// Whether another measurement ends before the lease does.
    func hasTime(until end: Double) -> Bool {
        !Task.isCancelled && core.clock.now().monotonic + Self.longestTest <= end
    }

    /// Tests, the slot's record and the bytes spent, in one transaction.
    private mutating func keep(tests: [LineTest], _ visit: Visit) throws {
        let now = core.clock.now()
        let record = visit.slot.map { slot in
            if let test = tests.first {
                slot.ran(
                    test: test.id, at: now, circumstances: visit.circumstances,
                    serverTests: test.circumstances?.serverTests)
            } else {
                slot.skipped(.missed, at: now, circumstances: visit.circumstances)
            }
        }
        try core.outbox.record(lineTests: tests, slot: record, ledger: memory.ledger)
    }

    private func circumstances(
        of visit: Visit, _ lease: Lease, serverTests measured: LineCircumstances?
    ) -> LineCircumstances {
        LineCircumstances(
            target: .region, slot: visit.slot?.id, lease: lease.id, line: lease.line,
            inLessons: visit.slot?.inLessons ?? options.settings.calendar.isInLessons(core.clock.now().wallClock),
            ownTrafficMbps: visit.circumstances.ownTrafficMbps, gateway: visit.circumstances.gateway,
            serverTests: measured?.serverTests, serverTestLimit: measured?.serverTestLimit)
    }
}

enum ServerReach {
    /// What a test says of its server, where it gave no figure.
    static func judge(_ test: LineTest) -> LineFindings.ServerReach? {
        guard test.downloadMbps == nil, test.idleLatencyMs == nil else { return .reached }
        return test.verdict == .outage ? .unreachable : nil
    }
}
