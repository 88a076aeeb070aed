internal import FoundationEssentials
internal import Glibc
public import Reports

/// What time it is, by a clock that may be wrong and by one that cannot be.
public struct AgentClock: Sendable {
    private let read: @Sendable () -> ObservedTime
    private let readAwake: @Sendable () -> Double

    /// - Parameter awakeSeconds: a clock that stands still while the computer sleeps; without one it never sleeps.
    public init(
        _ read: @escaping @Sendable () -> ObservedTime, awakeSeconds: (@Sendable () -> Double)? = nil
    ) {
        self.read = read
        readAwake = awakeSeconds ?? { read().monotonic }
    }

    public func now() -> ObservedTime { read() }

    /// Seconds this boot has been awake: CLOCK_MONOTONIC, which sleep does not count in.
    public func awakeSeconds() -> Double { readAwake() }

    /// The computer's clocks.
    ///
    /// - Parameter bootIDPath: where the kernel tells its boot id. Where it cannot be read, a random one stands for it:
    ///   then times of two runs of the program are not compared, which is true of what is known.
    public static func system(bootIDPath: String = "/proc/sys/kernel/random/boot_id") -> AgentClock {
        let told = (try? PrivateFile.read(bootIDPath, limitBytes: 256)).flatMap { $0 }
            .map { String(decoding: $0, as: UTF8.self).filter { $0.isHexDigit || $0 == "-" } }
        let bootID = told.flatMap { $0.isEmpty ? nil : $0 } ?? UUID().uuidString.lowercased()
        return AgentClock(
            {
                ObservedTime(
                    bootID: bootID, monotonic: seconds(of: CLOCK_BOOTTIME),
                    wallClock: Date(timeIntervalSince1970: Date().timeIntervalSince1970.rounded(.down)))
            }, awakeSeconds: { seconds(of: CLOCK_MONOTONIC) })
    }

    /// A clock's seconds, to the millisecond.
    private static func seconds(of clock: clockid_t) -> Double {
        var time = timespec()
        // Cannot fail: both clocks exist since Linux 2.6.39 and the pointer is good.
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + (Double(time.tv_nsec) / 1e6).rounded(.down) / 1e3
    }
}
