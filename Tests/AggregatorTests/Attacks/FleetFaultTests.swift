import Aggregator
import Foundation
import Outbox
import RelationalStore
import Reports
import SQLiteStore
import Store
import Testing

@testable import Agent

/// Many computers of one image, one that is set back every night, one that was away for a year.
@Suite("Images, copies and a long absence", .timeLimit(.minutes(10)))
struct FleetFaultTests {
    private func withFolder(_ body: (String) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "parta-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await body(folder)
    }

    private func file(_ server: LiveAggregator, uses: Int) async throws -> EnrollmentFile {
        try EnrollmentFile(
            server: ServerAddress("http://127.0.0.1:\(server.port)"), code: await server.code(uses: uses))
    }

    private func lineTest(_ id: String, _ pc: IdentityTests.PC) -> LineTest {
        LineTest(id: id, startedAt: pc.clock.now(), downloadMbps: 8, server: "ws://127.0.0.1:1")
    }

    /// Ids of all line tests that the region holds, as often as it holds them.
    private func told(_ server: LiveAggregator, _ keys: [AgentID: VerifyingKey]) async throws -> [String] {
        var position = 0
        var ids: [String] = []
        while let page = Optional(try await server.store.envelopes(after: position, limit: 500, scope: .everything)),
            let last = page.last
        {
            position = last.position
            for envelope in page {
                let key = try #require(keys[envelope.agent])
                let report = try Envelope(text: envelope.text).open(Report.self, kind: .report, with: key)
                ids += (report.lineTests ?? []).map(\.id)
            }
        }
        return ids
    }

    @Test("computers made from one enrolled image become as many agents, and each thing is told once")
    func clones() async throws {
        let count = FaultRow.count("PARTA_CLONES", 5)
        try await withFolder { folder in
            try await LiveAggregator.run { server in
                let file = try await file(server, uses: count + 1)
                let first = IdentityTests.PC(1_000, start: server.clock.now)
                var keys: [AgentID: VerifyingKey] = [:]
                do {
                    // As a technician leaves it: enrolled, with a report sealed and not delivered.
                    let core = try first.core("\(folder)/image")
                    try await core.enroll(with: file)
                    keys[core.agent] = core.key.publicKey
                    try core.record(lineTest: lineTest("image", first))
                    _ = try core.seal(.everything)
                }
                for number in 1...count {
                    let pc = IdentityTests.PC(1_000 + number, start: server.clock.now)
                    try FileManager.default.copyItem(atPath: "\(folder)/image", toPath: "\(folder)/\(number)")
                    let core = try pc.core("\(folder)/\(number)")
                    try await core.enroll(with: file)
                    keys[core.agent] = core.key.publicKey
                    for day in 1...3 {
                        pc.plug("tablet \(number)", at: Double(day) * 10)
                        try core.record(scan: pc.scan(core.enrolled()))
                        try core.record(lineTest: lineTest("\(number)/\(day)", pc))
                        #expect(try await core.deliver(.everything).failure == nil)
                    }
                }
                let expected = ["image"] + (1...count).flatMap { number in (1...3).map { "\(number)/\($0)" } }
                let told = try await told(server, keys)
                let rows = try await server.store.agents(Query(asOf: server.clock.now), scope: .everything)
                let suspected = rows.count { $0.suspectedClone || $0.setAside > 0 }
                let missing = Set(expected).subtracting(told).count
                let twice = told.count - Set(told).count
                FaultRow.say(
                    "cloned disks: one enrolled image on many PCs",
                    toReach: "nothing missing, nothing twice, nobody locked out",
                    "\(count) copies, \(keys.count) agents, \(missing) missing, \(twice) twice of \(expected.count) line "
                        + "tests, \(suspected) suspected or set aside",
                    met: keys.count == count + 1 && missing + twice + suspected == 0 && count >= 30)
                #expect(keys.count == count + 1 && missing == 0 && twice == 0 && suspected == 0)
            }
        }
    }

    @Test("a computer that is set back to its image every night loses nothing that it delivered")
    func everyNight() async throws {
        let nights = FaultRow.count("PARTA_NIGHTS", 4)
        try await withFolder { folder in
            try await LiveAggregator.run { server in
                let pc = IdentityTests.PC(1, start: server.clock.now)
                let (state, image) = ("\(folder)/state", "\(folder)/image")
                var keys: [AgentID: VerifyingKey] = [:]
                do {
                    let core = try pc.core(state)
                    try await core.enroll(with: file(server, uses: 1))
                    keys[core.agent] = core.key.publicKey
                    try core.record(lineTest: lineTest("image", pc))
                    #expect(try await core.deliver(.everything).failure == nil)
                }
                try FileManager.default.copyItem(atPath: state, toPath: image)
                var expected = ["image"]
                for night in 1...nights {
                    try FileManager.default.removeItem(atPath: state)
                    try FileManager.default.copyItem(atPath: image, toPath: state)
                    let core = try pc.core(state)
                    for lesson in 1...3 {
                        server.clock.advance(seconds: 3_600)
                        pc.plug("tablet", at: Double(night * 1_440 + lesson * 60))
                        try core.record(scan: pc.scan(core.enrolled()))
                        let id = "\(night)/\(lesson)"
                        expected.append(id)
                        try core.record(lineTest: lineTest(id, pc))
                        let outcome = try await core.deliver(.everything)
                        #expect(outcome.failure == nil && outcome.refused.isEmpty)
                        #expect(try core.outbox.status().pending == 0)
                    }
                    server.clock.advance(seconds: 75_600)
                }
                let told = try await told(server, keys)
                let missing = Set(expected).subtracting(told).count
                let twice = told.count - Set(told).count
                let rows = try await server.store.agents(Query(asOf: server.clock.now), scope: .everything)
                let locked = rows.count { $0.suspectedClone }
                FaultRow.say(
                    "a PC set back to its image every night", toReach: "nothing missing, nothing twice, not locked out",
                    "\(nights) nights, \(missing) missing, \(twice) twice of \(expected.count) line tests; suspected: \(locked)",
                    met: missing + twice + locked == 0 && nights >= 30)
                #expect(missing == 0 && twice == 0 && locked == 0)
            }
        }
    }

    @Test("an agent away over rotations for a year finds the real program again over TLS, and is let in")
    func yearOldPin() async throws {
        let rotations = 4
        let served = try await ServedRegion()
        try await served.start("--tls", "on")
        // The computer's clock goes on for more than a year; the certificates are judged by nobody's date.
        let away = TestClock(Date())
        let core = try await served.agent("agent", scheme: "https", clock: { away.now })
        try core.record(lineTest: LineTest(id: "before", startedAt: core.clock.now(), server: "ws://127.0.0.1:1"))
        #expect(try await core.deliver(.everything).failure == nil)
        let known = try #require(core.trust?.statement)
        served.kill()
        try served.reap()
        for _ in 0..<rotations { _ = try await served.region.rotateServerKey(in: served.store) }
        away.advance(seconds: 400 * 86_400)
        try await served.start("--tls", "on")
        try core.record(lineTest: LineTest(id: "after", startedAt: core.clock.now(), server: "ws://127.0.0.1:1"))
        let outcome = try await core.deliver(.everything)
        let held = try await served.held(after: 0).count
        let newest = try #require(core.trust?.statement)
        let isNew = Set(newest.pins).isDisjoint(with: known.pins)
        FaultRow.say(
            "agent with a year-old pin, real program over TLS", toReach: "not locked out, nothing missing",
            "400 days, \(rotations) rotations: statement \(known.version) to \(newest.version), none of the old pins left: "
                + "\(isNew); \(held) of 2 reports held", met: outcome.failure == nil && held == 2 && isNew)
        #expect(outcome.failure == nil && held == 2 && isNew)
    }
}
