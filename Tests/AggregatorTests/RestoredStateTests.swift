import Agent
import Foundation
import Inventory
import NIOPosix
import Outbox
import Presentation
import Reports
import Store
import Testing

/// A PC whose state directory is set back to a backup goes on: nothing it saw is lost, nothing counts twice.
@Suite("A state directory restored from a backup", .timeLimit(.minutes(1)))
struct RestoredStateTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "parta-\(UUID().uuidString)").path
    private var state: String { "\(folder)/state" }

    /// One start of the agent: looks, measures, delivers.
    private func round(_ pc: IdentityTests.PC, test: String) async throws -> RoundSummary {
        let core = try pc.core(state)
        let line = LineTest(id: test, startedAt: pc.clock.now(), downloadMbps: 8, server: "ws://127.0.0.1:1")
        return try await AgentRound(scan: { pc.scan($0) }, measure: { _ in .tested(line) }).run(on: core)
    }

    private func set(back backup: String) throws {
        try FileManager.default.removeItem(atPath: state)
        try FileManager.default.copyItem(atPath: backup, toPath: state)
    }

    @Test("delivers everything after it, once", arguments: [1, 3])
    func restored(lost: Int) async throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await LiveAggregator.run { server in
            let pc = IdentityTests.PC(1, start: server.clock.now)
            let code = try await server.code()
            let file = try EnrollmentFile(server: ServerAddress("http://127.0.0.1:\(server.port)"), code: code)
            try await pc.core(state).enroll(with: file)
            let key = try StateDirectory(path: state).signingKey()
            pc.plug("tablet", at: 0)
            #expect(try await round(pc, test: "before 1").exitStatus == .ok)
            pc.plug("tablet", at: 10)
            #expect(try await round(pc, test: "before 2").exitStatus == .ok)
            try FileManager.default.copyItem(atPath: state, toPath: "\(folder)/backup")
            for number in 1...lost {
                pc.plug("tablet", "mouse", at: 10 + Double(number))
                #expect(try await round(pc, test: "lost \(number)").exitStatus == .ok)
            }
            try set(back: "\(folder)/backup")
            // Longer than anybody watched: no minute is doubtful.
            for number in 1...3 {
                pc.plug("tablet", "camera", at: 200 + 20 * Double(number))
                let summary = try await round(pc, test: "after \(number)")
                #expect(summary.exitStatus == .ok && summary.left.pending == 0 && summary.left.refused == 0)
                #expect(summary.delivery.renewed == (number == 1 ? 1 : 0))
                #expect(summary.delivery.delivered == 1)
            }
            let stored = try await server.store.envelopes(after: 0, limit: 100, scope: .everything).map {
                try Envelope(text: $0.text).open(Report.self, kind: .report, with: key.publicKey)
            }
            let tests = stored.flatMap { $0.lineTests ?? [] }.map(\.id)
            let told = ["before 1", "before 2"] + (1...lost).map { "lost \($0)" } + (1...3).map { "after \($0)" }
            #expect(tests.sorted() == told.sorted())
            #expect(Set(stored.map(\.stream)).count == 2)
            let query = Query(asOf: server.clock.now.addingTimeInterval(86_400), school: "T-1")
            let devices = try await server.store.devices(query, scope: .everything)
            #expect(Set(devices.map(\.id)) == ["tablet", "mouse", "camera"])
            // Ten minutes before the backup, those that were lost here but not there, and forty after it.
            #expect(devices.first { $0.id == "tablet" }?.minutes == 10 + lost + 40)
            #expect(devices.first { $0.id == "camera" }?.attached == true)
        }
    }
}
