import Foundation
import Testing

/// Promise 1: no device node is ever opened.
@Suite("No device is opened", .timeLimit(.minutes(1)))
struct NoDeviceOpenedTests {
    @Test("a scan opens nothing under /dev but null and urandom")
    func scan() async throws {
        let region = try Region()
        let log = region.path("strace.log")
        let result = try await Program.agent.run(
            ["scan", "--hwdb", Region.hwdb], environment: ["XDG_CACHE_HOME": region.path("cache")],
            through: ["strace", "-f", "-e", "trace=openat,open,openat2,creat", "-o", log])
        #expect(result.exit == 0, "\(result.errors)")
        let calls = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n")
        #expect(calls.contains { $0.contains("/sys/") }, "the trace saw the scan at work")
        let devices = calls.filter { call in
            call.contains("\"/dev/") && !["\"/dev/null\"", "\"/dev/urandom\""].contains { call.contains($0) }
        }
        #expect(devices.isEmpty, "\(devices.joined(separator: "\n"))")
    }
}
