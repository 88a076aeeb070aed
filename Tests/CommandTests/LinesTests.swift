import Foundation
import Testing

/// What a planner and a technician see of a line, with the real programs.
@Suite("Lines as people see them", .timeLimit(.minutes(2)))
struct LinesTests {
    @Test("one test is measured, kept, and judged as too little")
    func tooLittle() async throws {
        let region = try Region()
        try await region.start()
        try await region.enroll("one")
        let once = try await region.agent("once", "one", "--duration", "1")
        try #require(once.exit == 0, "\(once.errors)")
        for (arguments, norm, mbps) in [([], "KZ-20+1/20", 20), (["--norm", "50+1/1"], "50+1/1", 50)]
            as [([String], String, Double)]
        {
            let answer = try await Program.parta.run(
                ["lines", "--school", "T-1", "--format", "json"] + arguments, environment: region.environment)
            let rows = try #require(
                try JSONSerialization.jsonObject(with: Data(answer.output.utf8)) as? [[String: Any]])
            let row = try #require(rows.first, "\(answer.errors)")
            #expect(row["norm"] as? String == norm)
            #expect(row["norm_mbps"] as? Double == mbps)
            #expect(row["meets_norm"] is NSNull)
            #expect(row["verdict"] as? String == "unknown")
            #expect(row["remedy"] as? String == "measure_more")
            #expect((row["cause"] as? String)?.contains("wanted 12 on 5") == true)
            // What loopback gives depends on who else is busy: the one test counts, or is left out with its reason.
            let out = try #require(row["tests_left_out"] as? [String: Int])
            #expect((row["tests"] as? Int ?? 0) + out.values.reduce(0, +) == 1, "\(row)")
        }
        let table = try await region.parta("lines")
        #expect(
            table.output.split(separator: "\n").first?.split(separator: " ").joined(separator: " ")
                == "School Name Line Down Mbps Up Mbps p20 Mbps Norm Mbps Meets Verdict Remedy Tests Days")
        #expect(table.output.split(separator: "\n").allSatisfy { $0.count <= 120 })
        // The subcommand by its name answers the same.
        #expect(try await region.parta("lines", "list").output == table.output)
    }

    @Test("`measure` fills one screen, and JSON has the promised keys")
    func measure() async throws {
        let region = try Region()
        try await region.start()
        let arguments = ["measure", "--server", region.lineTestURL, "--duration", "1"]
        let screen = try await Program.agent.run(arguments + ["--pupils", "120"])
        #expect(screen.exit == 0, "\(screen.errors)")
        #expect(screen.output.hasPrefix("Fast enough for ") && screen.output.contains("for 120, and this is"))
        #expect(screen.output.split(separator: "\n").count <= 23)
        #expect(!screen.errors.contains("plain ws") && !screen.errors.contains("\u{1b}"), "\(screen.errors)")
        let json = try await Program.agent.run(arguments + ["--format", "json"])
        let test = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
        #expect(
            Set(test.keys).isSuperset(of: [
                "download_mbps", "upload_mbps", "idle_latency_ms", "loaded_latency_ms", "jitter_ms", "loss",
                "bytes_received", "bytes_sent", "stopped_early", "verdict", "method", "server",
            ]))
    }

    @Test("a token is not shown, and plain ws beyond this computer is warned of")
    func tokenAndWarning() async throws {
        let refused = try await Program.agent.run(
            ["measure", "--server", "ws://127.0.0.1:1", "--token", "secret-token", "--format", "json"])
        #expect(refused.exit == 69)
        #expect(!refused.output.contains("secret") && !refused.errors.contains("secret"))
        #expect(!refused.errors.contains("plain ws"))
        let elsewhere = try await Program.agent.run(["measure", "--server", "ws://nowhere.invalid:1"])
        #expect(elsewhere.errors.contains("warning: ws://nowhere.invalid:1 is plain ws"), "\(elsewhere.errors)")
        #expect(elsewhere.output.hasPrefix("The line could not be measured."), "\(elsewhere.output)")
    }
}

@Suite("A test that is interrupted", .timeLimit(.minutes(1)))
struct InterruptTests {
    @Test("Ctrl-C ends it by the signal and leaves no half-drawn line")
    func interrupt() async throws {
        let region = try Region()
        try await region.start()
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "interrupt.py")
        let result = try await Program.agent.run(
            ["measure", "--server", region.lineTestURL],
            through: ["python3", script.path(percentEncoded: false), "download"])
        #expect(result.exit == SIGINT, "\(result.output) \(result.errors)")
        #expect(result.output.hasSuffix(#"\r\x1b[K'"# + "\n"), "\(result.output)")
    }
}
