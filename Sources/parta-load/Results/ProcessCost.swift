internal import FoundationEssentials
internal import Glibc

/// What a process has taken so far, as the kernel counts it.
struct ProcessCost: Sendable, Equatable {
    /// In user and kernel mode, in seconds; of a hundredth each.
    var processorSeconds: Double
    /// Resident now, and at most ever (VmRSS, VmHWM), in bytes.
    var residentBytes: Int
    var peakBytes: Int

    /// - Throws: `LoadFailure.noProcess`.
    static func of(_ process: Int) throws(LoadFailure) -> ProcessCost {
        guard let stat = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
            let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8),
            let cost = ProcessCost(stat: stat, status: status, ticksPerSecond: sysconf(Int32(_SC_CLK_TCK)))
        else { throw .noProcess(process) }
        return cost
    }

    static func ofThisProcess() throws(LoadFailure) -> ProcessCost { try of(Int(getpid())) }

    /// From the texts of proc(5); nil for anything else.
    init?(stat: String, status: String, ticksPerSecond: Int) {
        // The name in parentheses may hold anything, so fields count from its end: utime and stime are 14 and 15.
        guard let end = stat.lastIndex(of: ")") else { return nil }
        let fields = stat[stat.index(after: end)...].split(separator: " ")
        guard fields.count > 12, let user = Int(fields[11]), let system = Int(fields[12]) else { return nil }
        processorSeconds = Double(user + system) / Double(ticksPerSecond)
        func bytes(_ name: String) -> Int? {
            status.split(separator: "\n").first { $0.hasPrefix(name + ":") }
                .flatMap { $0.split(whereSeparator: { " \t".contains($0) }).dropFirst().first }.flatMap { Int($0) }
                .map { $0 * 1_024 }
        }
        guard let resident = bytes("VmRSS"), let peak = bytes("VmHWM") else { return nil }
        (residentBytes, peakBytes) = (resident, peak)
    }
}
