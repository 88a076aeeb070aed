internal import FoundationEssentials
internal import LineTesting
internal import Logging
internal import NDT7
internal import NIOCore
internal import Outbox
internal import Reports

extension Surveyor {
    /// A public figure beside the region's, under the same lease and out of the same bytes: where the lease says so, at
    /// most four a day, at the plan's random moments, never where bytes cost money, and only with consent.
    /// - Returns: without a test where it is not allowed now, or no server near took one; and what that cost the line.
    mutating func mlabTest(
        _ order: LineInstruments.Order, _ visit: Visit, _ held: Held, _ enrollment: Enrollment
    ) async throws -> (test: LineTest?, bytes: Int) {
        let lease = held.lease
        let now = core.clock.now()
        let day = LocalDay.text(of: now.wallClock)
        guard options.consentsToMLab, lease.mlab == true, visit.slot != nil,
            !options.settings.isMetered(visit.place.link.metered), order.byteCap > 0,
            memory.locate.permits(at: now.wallClock, day: day),
            await obstacle(to: visit, until: held.until, enrollment) == nil
        else { return (nil, 0) }
        // Counted before it is asked, so that a crash does not make it free.
        memory.locate.count(on: day)
        try save()
        switch await instruments.locate() {
        case .patience(let seconds):
            memory.locate.wait(seconds, from: now.wallClock, jitter: instruments.draw())
            return (nil, 0)
        case .failed(let reason):
            logger.info("no test with M-Lab: \(reason)")
            return (nil, 0)
        case .servers(let servers): return await firstTest(of: servers, order, visit, held, enrollment)
        }
    }

    /// The first server that begins a test: one that refuses or cannot be reached has cost the line a few hundred bytes.
    private func firstTest(
        of servers: [TestServer], _ order: LineInstruments.Order, _ visit: Visit, _ held: Held,
        _ enrollment: Enrollment
    ) async -> (test: LineTest?, bytes: Int) {
        var bytes = 0
        for server in servers {
            guard await obstacle(to: visit, until: held.until, enrollment) == nil, order.byteCap > bytes else { break }
            var order = order
            order.id = UUID().uuidString.lowercased()
            order.server = server
            order.isRegional = false
            order.byteCap -= bytes
            let test = await instruments.measure(order)
            bytes += test.bytesReceived + test.bytesSent
            if Task.isCancelled { break }
            if test.hasBegun { return (told(test, of: .mlab, visit, held.lease), bytes) }
        }
        return (nil, bytes)
    }
}
