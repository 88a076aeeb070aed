import Foundation
import Testing

/// The real agent on a small disk that is full, read-only, or gives garbage back; the aggregator on one that is full.
@Suite(.serialized, .timeLimit(.minutes(5)), .enabled(if: geteuid() == 0, "a file system of its own needs root"))
struct DiskFaultTests {
    /// A file system of a few megabytes that goes with the test.
    private final class SmallDisk {
        let path: String

        init(_ path: String, megabytes: Int) throws {
            self.path = path
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            try Self.run("mount", "-t", "tmpfs", "-o", "size=\(megabytes)m,mode=0700", "tmpfs", path)
        }

        deinit { try? Self.run("umount", "--lazy", path) }

        func remount(_ how: String) throws { try Self.run("mount", "-o", "remount,\(how)", path) }

        /// Fills it to its last byte.
        func fill() throws {
            _ = FileManager.default.createFile(atPath: "\(path)/filler", contents: nil)
            let file = try FileHandle(forWritingTo: URL(filePath: "\(path)/filler"))
            for size in [1_048_576, 4_096] {
                while (try? file.write(contentsOf: Data(count: size))) != nil {}
            }
            try file.close()
        }

        func free() throws { try FileManager.default.removeItem(atPath: "\(path)/filler") }

        private static func run(_ command: String...) throws {
            let process = Foundation.Process()
            process.executableURL = URL(filePath: "/usr/bin/env")
            process.arguments = command
            try process.run()
            process.waitUntilExit()
            try #require(process.terminationStatus == 0, "\(command)")
        }
    }

    private func once(_ region: Region) async throws -> Program.Result {
        try await Program.agent.run(
            ["once"] + region.agentOptions("one") + ["--duration", "1"],
            environment: region.environment.merging(["PARTA_MONTHLY_MB": "1"]) { $1 })
    }

    @Test func theAgentSaysSoKeepsWhatItHadAndRecovers() async throws {
        let region = try Region()
        let disk = try SmallDisk(region.path("agent-one"), megabytes: 3)
        try await region.start()
        try await region.enroll("one")
        var said: [String] = []
        var failures = 0
        func expect(_ name: String, _ holds: Bool, _ result: Program.Result) {
            said.append("\(name): exit \(result.exit)")
            if !holds { failures += 1 }
            #expect(holds, "\(name): \(result.exit) \(result.errors)")
        }
        var result = try await once(region)
        expect("well", result.exit == 0, result)
        // A report waits when the disk fills up.
        #expect(try region.stop() == 0)
        result = try await once(region)
        expect("server away", result.exit == 69, result)
        try await region.start()
        try disk.fill()
        result = try await once(region)
        let saysFull = result.exit == 0 || (result.exit == 73 && result.errors.contains("disk is full"))
        expect("disk full", saysFull, result)
        try disk.free()
        result = try await once(region)
        expect("room again", result.exit == 0, result)
        try disk.remount("ro")
        result = try await once(region)
        expect("read-only", [73, 77].contains(result.exit) && result.errors.contains("agent-one"), result)
        try disk.remount("rw")
        result = try await once(region)
        expect("writable again", result.exit == 0, result)
        for suffix in ["-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: "\(disk.path)/outbox.sqlite\(suffix)")
        }
        try Data("this is no database, it is a letter to the headmaster".utf8)
            .write(to: URL(filePath: "\(disk.path)/outbox.sqlite"))
        result = try await once(region)
        expect("garbage", result.exit == 0 && result.errors.contains("outbox.sqlite.corrupt-1"), result)
        result = try await once(region)
        expect("after garbage", result.exit == 0, result)
        let books = try AgentBooks.look(at: region, agent: "one", wholly: true)
        if !books.pending.isEmpty || books.setAside > 0 { failures += 1 }
        #expect(books.pending.isEmpty && books.setAside == 0)
        FaultRow.say(
            "agent on a full, read-only, garbled disk", toReach: "keeps running, says so, recovers",
            "\(said.joined(separator: ", ")); \(books.held.count) reports held, \(books.pending.count) left",
            met: failures == 0)
    }

    @Test func theAggregatorTakesNothingItCannotKeepAndRecovers() async throws {
        let region = try Region()
        let disk = try SmallDisk(region.path("disk"), megabytes: 6)
        let database = ["--database", "sqlite:\(disk.path)/parta.sqlite"]
        let environment = ["PARTA_DATABASE": "sqlite:\(disk.path)/parta.sqlite"]
        try await region.start(database[0], database[1])
        try Data("id,name_en,country\nT-1,Test school,Kazakhstan\n".utf8)
            .write(to: region.folder.appending(path: "schools.csv"))
        let imported = try await Program.parta.run(
            ["import", "schools", region.path("schools.csv")], environment: environment)
        try #require(imported.exit == 0, "\(imported.errors)")
        let made = try await Program.parta.run(["enrollment", "new", "--school", "T-1"], environment: environment)
        let code = made.output.trimmingCharacters(in: .whitespacesAndNewlines)
        _ = try await Program.agent.run(
            ["enroll", region.reportsURL, code, "--enrollment-file", region.path("enrollment-one")],
            environment: environment)
        let before = try await once(region)
        #expect(before.exit == 0, "\(before.errors)")
        try disk.fill()
        var (refused, results) = (0, 0)
        for _ in 0..<20 {
            let result = try await once(region)
            results += 1
            if result.exit == 69 { refused += 1 }
            #expect([0, 69].contains(result.exit), "\(result.exit) \(result.errors)")
        }
        let says = region.said
        try disk.free()
        let after = try await once(region)
        let status = try await region.agent("status", "one", "--format", "json")
        let left = try JSONSerialization.jsonObject(with: Data(status.output.utf8)) as? [String: Any]
        let saysFull = says.contains("full")
        FaultRow.say(
            "aggregator on a full disk", toReach: "acknowledges nothing it cannot keep, says so, recovers",
            "\(results) rounds on the full disk, \(refused) kept by the agent, says so: \(saysFull), then exit \(after.exit)",
            met: after.exit == 0 && (refused == 0 || saysFull))
        #expect(after.exit == 0, "\(after.errors)")
        #expect(refused == 0 || saysFull, "\(says)")
        #expect(left != nil)
    }
}
