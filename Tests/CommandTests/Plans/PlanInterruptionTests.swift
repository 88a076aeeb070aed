import Foundation
import Testing

@Suite("A search that somebody ends", .timeLimit(.minutes(2)))
struct PlanInterruptionTests {
    /// Scattered over two degrees: too many to be proven best while somebody watches.
    private static var sites: String {
        var state: UInt64 = 7
        func draw() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 40) / Double(1 << 24)
        }
        let rows = (0..<300).map { number in
            "T-\(number),\(50 + 2 * draw()),\(57 + 2 * draw()),\(20 + Int(400 * draw())),\(number < 5 ? "yes" : "no")\n"
        }
        return "site_id,lat,lon,weight,is_source\n" + rows.joined()
    }

    @Test("Ctrl-C keeps the best plan found, and says so")
    func interrupted() async throws {
        let region = try Region()
        try Data(Self.sites.utf8).write(to: URL(filePath: region.path("sites.csv")))
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../interrupt.py")
            .path(percentEncoded: false)
        let answer = try await Program.parta.run(
            [
                "plan", "fiber", "--sites", region.path("sites.csv"), "--cost-per-km", "1", "--budget", "400",
                "--seconds", "3600", "--out", region.path("plan.csv"),
            ], environment: region.environment, through: ["python3", script, "--all", "connected for"])
        #expect(answer.exit == 100, "\(answer.output.suffix(500)) \(answer.errors)")
        #expect(answer.output.contains("interrupted: this is the best plan found until then"))
        #expect(answer.output.contains("Spent ") && answer.output.contains("No plan of this model is worth more than"))
        let rows = try String(contentsOfFile: region.path("plan.csv"), encoding: .utf8)
            .split(whereSeparator: \.isNewline)
        #expect(rows.count == 301 && rows.contains { $0.contains(",planned,") })
    }
}
