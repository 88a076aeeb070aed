internal import NIOCore
internal import Synchronization

/// How long to wait between probes beside a test, so that on a slow line they do not become the load.
///
/// Ten probes a second took 4 % of an upload at 0.5 Mbps, more than the figure may be wrong by.
final class ProbePace: Sendable {
    /// What a probe sends the way that carries more: SYN, two ACKs and FIN in Ethernet frames of 70 bytes.
    static let probeBytes = 280.0
    /// As much of the line as probes may take: of the 5 % that a figure may be wrong by, headers take 4.4 already.
    static let share = 0.0025
    /// Five probes in ten seconds are the least that say anything of latency under load.
    static let longest = TimeAmount.seconds(2)

    private let shortest: TimeAmount
    private let mbps = Mutex<Double?>(nil)

    /// - Parameter shortest: on a line of any rate.
    init(shortest: TimeAmount) {
        self.shortest = shortest
    }

    /// Takes the rate so far.
    func follow(_ mbps: Double?) {
        self.mbps.withLock { $0 = mbps }
    }

    /// Until the next probe.
    var interval: TimeAmount {
        guard let mbps = mbps.withLock({ $0 }) else { return shortest }
        let longest = max(Self.longest, shortest)
        let seconds = Self.probeBytes * 8 / (Self.share * (mbps > 0.001 ? mbps : 0.001) * 1e6)
        return min(max(.nanoseconds(Int64(min(seconds, longest.seconds) * 1e9)), shortest), longest)
    }
}
