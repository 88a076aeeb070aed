internal import FoundationEssentials
internal import Logging
internal import NDT7
internal import NIOCore
internal import Outbox
internal import Reports

extension Surveyor {
    /// A public figure beside the region's, under the same lease and out of the same bytes: at most four a day, at the
    /// plan's random moments, and only with consent.
    /// - Returns: nil where it is not allowed now, or no server near answered.
    mutating func mlabTest(
        _ order: LineInstruments.Order, _ visit: Visit, _ lease: Lease, until end: Double
    ) async throws -> LineTest? {
        let now = core.clock.now()
        let day = LocalDay.text(of: now.wallClock)
        guard options.consentsToMLab, hasTime(until: end), order.byteCap > 0, visit.slot != nil,
            memory.locate.permits(at: now.wallClock, day: day)
        else { return nil }
        // Counted before it is asked, so that a crash does not make it free.
        memory.locate.count(on: day)
        try save()
        switch await instruments.locate() {
        case .patience(let seconds):
            memory.locate.wait(seconds, from: now.wallClock, jitter: instruments.draw())
            return nil
        case .failed(let reason):
            logger.info("no test with M-Lab: \(reason)")
            return nil
        case .servers(let servers):
            for server in servers {
                var order = order
                order.id = UUID().uuidString.lowercased()
                order.server = server
                let test = await instruments.measure(order)
                // Only one that never began is tried elsewhere: every other has cost the line its bytes.
                if test.downloadMbps != nil || test.bytesReceived + test.bytesSent > 0 {
                    return told(test, of: .mlab, visit, lease)
                }
                guard hasTime(until: end) else { return nil }
            }
            return nil
        }
    }
}
