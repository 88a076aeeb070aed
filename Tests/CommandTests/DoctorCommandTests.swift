import Foundation
import Testing

/// `parta-agent doctor` with the real programs.
@Suite("The doctor on the command line", .timeLimit(.minutes(1)))
struct DoctorCommandTests {
    private struct Finding: Decodable {
        var check: String
        var result: String
        var word: String?
        var detail: String
        var advice: String?
    }

    private func doctor(
        _ region: Region, _ arguments: String..., through wrapper: [String] = []
    ) async throws -> (result: Program.Result, findings: [String: Finding]) {
        let result = try await Program.agent.run(
            ["doctor", "--format", "json"] + region.agentOptions("one") + arguments,
            environment: environment(region), through: wrapper)
        let findings: [Finding] = try result.json()
        return (result, Dictionary(findings.map { ($0.check, $0) }) { first, _ in first })
    }

    private func environment(_ region: Region) -> [String: String] {
        region.environment.merging(["PARTA_TIME_ZONE": "Asia/Almaty"]) { $1 }
    }

    @Test("a computer that nobody has touched: what to do first, and nothing made")
    func notEnrolled() async throws {
        let region = try Region()
        let (result, findings) = try await doctor(region)
        #expect(result.exit == 77 && findings["enrolment"]?.word == "not_enrolled", "\(result.output)")
        #expect(findings["enrolment"]?.advice?.contains("parta-agent enroll") == true)
        #expect(findings["aggregator"]?.result == "skipped" && findings["disk"]?.result == "ok")
        #expect(!FileManager.default.fileExists(atPath: region.path("agent-one")))
    }

    @Test("a healthy computer over TLS fits a screen; another region's server and one that is gone are told apart")
    func healthyOverTLS() async throws {
        let region = try Region()
        try await region.start("--tls", "on")
        try await region.enroll("one")
        let once = try await region.agent("once", "one", "--duration", "1")
        try #require(once.exit == 0, "\(once.errors)")
        let table = try await Program.agent.run(
            ["doctor"] + region.agentOptions("one"), environment: environment(region))
        #expect(table.exit == 0, "\(table.output)\(table.errors)")
        let lines = table.output.split(separator: "\n")
        let rows = lines.prefix { !$0.hasPrefix("What to do") }
        #expect(lines.count <= 24 && rows.allSatisfy { $0.count <= 100 }, "\(table.output)")
        let (result, findings) = try await doctor(region)
        for check in ["state", "enrolment", "clock", "dns", "proxy", "tls", "aggregator", "delivery", "outbox", "disk"]
        {
            #expect(findings[check]?.result == "ok", "\(result.output)")
        }
        let csv = try await Program.agent.run(
            ["doctor", "--format", "csv"] + region.agentOptions("one"), environment: environment(region))
        #expect(csv.output.hasPrefix("check,result,word,detail,advice\r\n"))
        try await keepsSecrets(region, table.output + result.output + csv.output)

        _ = try region.stop()
        let (gone, withoutServer) = try await doctor(region)
        #expect(gone.exit == 69 && withoutServer["aggregator"]?.word == "server_refuses", "\(gone.output)")

        let impostor = try Region()
        try await impostor.start("--tls", "on", "--listen", region.listenAddress)
        let (wrong, withImpostor) = try await doctor(region)
        #expect(wrong.exit == 77 && withImpostor["tls"]?.word == "other_region", "\(wrong.output)")
    }

    /// What lies in the files for nobody else to see is in no output.
    private func keepsSecrets(_ region: Region, _ output: String) async throws {
        struct Kept: Decodable {
            var hashKey: String
            var receipt: String
        }
        let enrolment = try Data(contentsOf: URL(filePath: region.path("agent-one/enrollment.json")))
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let kept = try decoder.decode(Kept.self, from: enrolment)
        let file = try String(contentsOfFile: region.path("enrollment-one"), encoding: .utf8)
        let code = try #require(file.split(separator: "\n").first { $0.hasPrefix("PARTA_CODE=") }).dropFirst(11)
        for secret in [kept.hashKey, kept.receipt, String(code)] {
            #expect(!secret.isEmpty && !output.contains(secret))
        }
    }

    @Test(
        "a full disk and a read-only one are seen without writing on them",
        .enabled(if: geteuid() == 0, "mounting needs root"),
        arguments: [("size=1m", "disk_full"), ("size=8m,ro", "disk_read_only"), ("size=8m", "disk_low")])
    func disk(options: String, word: String) async throws {
        let region = try Region()
        let state = region.path("agent-one")
        try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: true)
        let mount = "mount -t tmpfs -o \(options) none '\(state)' && exec \"$@\""
        let (result, findings) = try await doctor(region, through: ["unshare", "--mount", "sh", "-c", mount, "sh"])
        #expect(findings["disk"]?.word == word, "\(result.output)\(result.errors)")
        #expect(findings["state"]?.word == "never_started")
    }

    @Test("beside a running agent it holds nothing up, and asks it at its socket")
    func besideTheService() async throws {
        let region = try Region()
        try await region.start()
        try await region.enroll("one")
        let runtime = ["RUNTIME_DIRECTORY": region.path("")]
        let service = try Child(
            [Program.agent.path.path(percentEncoded: false), "run"] + region.agentOptions("one"),
            environment: environment(region).merging(runtime) { $1 })
        _ = try await service.says("delivered")
        // The socket is made beside the first delivery, before or after it.
        var last: Finding?
        for _ in 0..<20 where last?.result != "ok" {
            let result = try await Program.agent.run(
                ["doctor", "--format", "json"] + region.agentOptions("one"),
                environment: environment(region).merging(runtime) { $1 })
            let findings: [Finding] = try result.json()
            #expect(result.exit == 0, "\(result.output)")
            last = findings.first { $0.check == "service" }
        }
        #expect(last?.result == "ok" && last?.detail.contains("running for") == true, "\(String(describing: last))")
    }

    @Test("what was damaged and kept is told by once and by status, too")
    func damageIsTold() async throws {
        let region = try Region()
        try await region.start()
        try await region.enroll("one")
        try #require(try await region.agent("once", "one", "--duration", "1").exit == 0)
        for (name, content) in [("machine.json", "{"), ("outbox.sqlite", String(repeating: "no outbox ", count: 99))] {
            for suffix in ["-wal", "-shm"] {
                try? FileManager.default.removeItem(atPath: region.path("agent-one/\(name)\(suffix)"))
            }
            try Data(content.utf8).write(to: URL(filePath: region.path("agent-one/\(name)")))
        }
        let once = try await region.agent("once", "one", "--duration", "1")
        #expect(once.exit == 0 && once.errors.contains("machine.json.corrupt-1"), "\(once.errors)")
        let status = try await region.agent("status", "one")
        let row = status.output.split(separator: "\n").first { $0.hasPrefix("damaged outbox kept as") }
        #expect(row?.hasSuffix("outbox.sqlite.corrupt-1") == true, "\(status.output)")
        let (_, findings) = try await doctor(region)
        #expect(findings["state"]?.detail.contains("machine.json.corrupt-1, outbox.sqlite.corrupt-1") == true)
    }

    @Test("who may not look is told so, and what can be checked is", .enabled(if: geteuid() == 0, "needs two users"))
    func notPermitted() async throws {
        let region = try Region()
        // The state is root's alone; the folder above it anybody's.
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: region.path(""))
        try FileManager.default.createDirectory(
            atPath: region.path("agent-one"), withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700]
        )
        let (result, findings) = try await doctor(
            region, through: ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"])
        #expect(result.exit == 77 && findings["state"]?.word == "state_not_permitted", "\(result.output)")
        for check in ["service", "enrolment", "outbox", "line", "aggregator"] {
            #expect(findings[check]?.result == "skipped", "\(check)")
        }
        #expect(findings["clock"]?.result == "ok" && findings["disk"]?.result == "ok")
    }
}
