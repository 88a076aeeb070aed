internal import FoundationEssentials
internal import LineTesting
internal import Logging
internal import NDT7
internal import Outbox
internal import Reports

extension Surveyor {
    /// What came of a lease.
    enum Ending: Sendable {
        /// The test against the region's server.
        case tested(LineTest)
        case notTested(SlotRecord.Reason)
    }

    /// No measurement takes longer, in seconds. Source: `LineMeasurement`.
    static let longestTest = 40.0

    /// Measures under the lease, gives it back, looks around, and keeps what came of it all.
    mutating func test(_ visit: Visit, under held: Held, _ enrollment: Enrollment) async throws -> Ending {
        let lease = held.lease
        guard let server = try? TestServer(url: lease.server) else {
            return try await letGo(visit, lease, .noServer, bytes: 0, enrollment)
        }
        let cap = visit.terms.byteCap(lease)
        if let reason = await obstacle(to: visit, until: held.until, enrollment) {
            return try await letGo(visit, lease, reason, bytes: 0, enrollment)
        }
        // What it may take counts as taken until it is known: a power cut in the middle must not make bytes free.
        let before = planner
        reserve(cap, for: visit.slot)
        try save()
        let order = LineInstruments.Order(
            id: UUID().uuidString.lowercased(), server: server.presenting(accessToken: lease.token), place: visit.place,
            full: visit.terms.runsInFull(lease), byteCap: cap, latencyOnly: visit.latencyOnly != nil)
        var test = await instruments.measure(order)
        test.link = visit.place.link
        test.circumstances = circumstances(of: visit, lease, serverTests: test.circumstances)
        var bytes = test.bytesReceived + test.bytesSent
        let failure = await whyNotKept(test, visit, enrollment)
        var extras: [LineTest] = []
        if failure == nil, test.downloadMbps != nil, visit.latencyOnly == nil {
            var order = order
            order.byteCap = max(0, cap - bytes)
            order.full = false
            let more = try await extraTests(order, visit, held, enrollment)
            extras = more.tests
            bytes += more.bytes
        }
        if visit.slot == nil, let before { keep(before) }
        spend(bytes)
        if let failure { return try await letGo(visit, lease, failure, bytes: bytes, enrollment) }
        memory.remember(test)
        await release(lease, bytes: bytes, test: test.id, enrollment)
        // The line is another computer's by now: names and platforms take half a minute and load nothing.
        if visit.latencyOnly == nil, await isStillThere(visit, enrollment) {
            let surroundings = await instruments.lookAround()
            test.names = surroundings.names ?? test.names
            test.platforms = surroundings.platforms ?? test.platforms
        }
        test.judge(by: options.thresholds)
        try keep(tests: [test] + extras, visit)
        return .tested(test)
    }

    /// Why no measurement may begin now; nil where one may.
    ///
    /// Asked directly before each: the computer may have slept since the last look, and woken up somewhere else.
    func obstacle(to visit: Visit, until end: Double, _ enrollment: Enrollment) async -> SlotRecord.Reason? {
        let place = await look(enrollment)
        if Task.isCancelled { return .missed }
        guard place.gateway == visit.circumstances.gateway else {
            return place.gateway == nil ? place.withoutGateway : .notSchoolLine
        }
        let now = core.clock.now()
        if let slot = visit.slot, now.wallClock > slot.latestStart { return .missed }
        return now.monotonic + Self.longestTest <= end ? nil : .missed
    }

    private func isStillThere(_ visit: Visit, _ enrollment: Enrollment) async -> Bool {
        await look(enrollment).gateway == visit.circumstances.gateway && !Task.isCancelled
    }

    /// Nil for a test that may be kept.
    private mutating func whyNotKept(
        _ test: LineTest, _ visit: Visit, _ enrollment: Enrollment
    ) async -> SlotRecord.Reason? {
        if Task.isCancelled { return .missed }
        // Slept through and finished behind another router: nobody can say whose line it was.
        guard await isStillThere(visit, enrollment) else { return Task.isCancelled ? .missed : .notSchoolLine }
        guard test.isServerBusy else { return nil }
        leaveAlone(retryAfter: test.download?.retryAfterSeconds)
        return .serverBusy
    }

    /// Gives a lease back under which nothing was found out, and records why.
    mutating func letGo(
        _ visit: Visit, _ lease: Lease, _ reason: SlotRecord.Reason, bytes: Int, _ enrollment: Enrollment
    ) async throws -> Ending {
        if let slot = visit.slot {
            let told = reason == .notSchoolLine ? nil : visit.circumstances
            try skip(slot, reason, told)
        } else {
            try save()
        }
        await release(lease, bytes: bytes, test: nil, enrollment)
        return .notTested(reason)
    }

    /// What else the lease asks for, each only while there is time for it.
    private mutating func extraTests(
        _ order: LineInstruments.Order, _ visit: Visit, _ held: Held, _ enrollment: Enrollment
    ) async throws -> (tests: [LineTest], bytes: Int) {
        var tests: [LineTest] = []
        if let extra = try await peerTest(order, visit, held, enrollment) { tests.append(extra) }
        let mlab = try await mlabTest(order, visit, held, enrollment)
        if let extra = mlab.test { tests.append(extra) }
        return (tests, mlab.bytes)
    }

    /// Tests, the slot's record and the bytes spent, in one transaction.
    private mutating func keep(tests: [LineTest], _ visit: Visit) throws {
        let now = core.clock.now()
        let record = visit.slot.map { slot in
            if let reason = visit.latencyOnly {
                slot.skipped(reason, at: now, circumstances: visit.circumstances)
            } else {
                slot.ran(
                    test: tests[0].id, at: now, circumstances: visit.circumstances,
                    serverTests: tests[0].circumstances?.serverTests)
            }
        }
        try self.record(record.map { [$0] } ?? [], tests: tests)
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
