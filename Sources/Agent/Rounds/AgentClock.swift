internal import FoundationEssentials
internal import Glibc
public import Reports

/// What time it is, by a clock that may be wrong and by one that cannot be.
public struct AgentClock: Sendable {
    private let read: @Sendable () -> ObservedTime

    public init(_ read: @escaping @Sendable () -> ObservedTime) {
        self.read = read
    }

    public func now() -> ObservedTime { read() }

    /// The computer's clocks.
    ///
    /// - Parameter bootIDPath: where the kernel tells its boot id. Where it cannot be read, a random one stands for it:
    ///   then times of two runs of the program are not compared, which is true of what is known.
    public static func system(bootIDPath: String = "/proc/sys/kernel/random/boot_id") -> AgentClock {
        let told = (try? PrivateFile.read(bootIDPath, limitBytes: 256)).flatMap { $0 }
            .map { String(decoding: $0, as: UTF8.self).filter { $0.isHexDigit || $0 == "-" } }
        let bootID = told.flatMap { $0.isEmpty ? nil : $0 } ?? UUID().uuidString.lowercased()
        return AgentClock {
            var time = timespec()
            // Cannot fail: the clock exists since Linux 2.6.39 and the pointer is good.
            clock_gettime(CLOCK_BOOTTIME, &time)
            let milliseconds = (Double(time.tv_nsec) / 1e6).rounded(.down)
            return ObservedTime(
                bootID: bootID, monotonic: Double(time.tv_sec) + milliseconds / 1e3,
                wallClock: Date(timeIntervalSince1970: Date().timeIntervalSince1970.rounded(.down)))
        }
    }
}
