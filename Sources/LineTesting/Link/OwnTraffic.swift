public import NIOCore
public import Udev

/// What this computer itself moves over its interface, so that a test can give way.
public enum OwnTraffic {
    /// The interface's byte counters at one moment.
    public struct Reading: Sendable, Equatable {
        public var interface: String
        public var received: UInt64
        public var sent: UInt64

        public init(interface: String, received: UInt64, sent: UInt64) {
            self.interface = interface
            self.received = received
            self.sent = sent
        }

        /// - Parameter sys: `/sys`.
        public static func take(of interface: String, in sys: FileTree) -> Reading? {
            let folder = "class/net/\(interface)/statistics"
            guard let received = sys.text("\(folder)/rx_bytes").flatMap({ UInt64($0) }),
                let sent = sys.text("\(folder)/tx_bytes").flatMap({ UInt64($0) })
            else { return nil }
            return Reading(interface: interface, received: received, sent: sent)
        }
    }

    /// Both directions together, in Mbps.
    ///
    /// - Returns: nil where the readings cannot be held against each other: another interface, no time between, or a
    ///   counter that began again.
    public static func mbps(from first: Reading, to second: Reading, seconds: Double) -> Double? {
        guard first.interface == second.interface, seconds > 0,
            let received = difference(first.received, second.received, seconds),
            let sent = difference(first.sent, second.sent, seconds)
        else { return nil }
        return (Double(received) + Double(sent)) * 8 / 1e6 / seconds
    }

    /// Some drivers count in 32 bits and begin at zero again; one that was loaded anew does so too. What would have needed
    /// more than 10 Gbps was the latter.
    private static func difference(_ first: UInt64, _ second: UInt64, _ seconds: Double) -> UInt64? {
        if second >= first { return second - first }
        guard first <= UInt64(UInt32.max) else { return nil }
        let wrapped = second + (1 << 32) - first
        return Double(wrapped) * 8 <= 10e9 * seconds ? wrapped : nil
    }

    /// Watches the interface for a while.
    ///
    /// - Parameter sys: `/sys`.
    /// - Returns: Mbps, or nil where they cannot be told.
    public static func measure(
        _ interface: String, in sys: FileTree, over duration: TimeAmount = .seconds(2), on loop: any EventLoop
    ) async -> Double? {
        guard let first = Reading.take(of: interface, in: sys) else { return nil }
        let begun = NIODeadline.now()
        // Fails only when the loop ends, and the process with it.
        guard (try? await loop.scheduleTask(in: duration) {}.futureResult.get()) != nil,
            let second = Reading.take(of: interface, in: sys)
        else { return nil }
        return mbps(from: first, to: second, seconds: (NIODeadline.now() - begun).seconds)
    }
}
