import Aggregator
import Foundation
import Outbox
import Presentation
import Reports
import Store
import Testing

@testable import Agent

@Suite("What an agent may deliver in a day", .timeLimit(.minutes(1)))
struct DeliveryBudgetTests {
    @Test("beyond it an agent is told to come again tomorrow, and keeps what was not taken")
    func budget() async throws {
        func few(_ configuration: inout AggregatorConfiguration) { configuration.agentBytesPerDay = 2_000 }
        try await LiveAggregator.run(configure: few) { server in
            let key = try await server.enrolledAgent()
            let other = try await server.enrolledAgent()
            let reports = try (1...10).map { try server.report(key, $0) }
            let first = try await server.post("/v1/reports", reports.joined(separator: "\n"))
            let taken = try first.decoded(DeliveryResponse.self)
            let held = try #require(taken.accepted.first?.ranges.ranges.last?.upperBound)
            #expect(first.status == 200 && held < 10 && taken.refused.isEmpty)
            // 06:00 UTC by the test's clock.
            #expect(taken.retryAfter == 64_800)
            let rest = reports.dropFirst(held).joined(separator: "\n")
            let more = try await server.post("/v1/reports", rest)
            #expect(more.status == 429 && more.word == "over_budget")
            #expect(more.headers["retry-after"] == "64800")
            #expect(try await server.storedCount() == held)
            #expect(try await server.post("/v1/reports", server.report(other, 1)).status == 200)
            // What is held already costs nothing, so that an answer lost is given again.
            let again = try await server.post("/v1/reports", reports[0]).decoded(DeliveryResponse.self)
            #expect(again.accepted == taken.accepted && again.retryAfter == nil)
            server.clock.advance(seconds: 64_800)
            #expect(try await server.post("/v1/reports", reports[held]).status == 200)
            #expect(try await server.storedCount() == held + 2)
        }
    }

    /// Reports that the agent never made, under its key: what the region holds of it is past one of its bounds.
    private func gapped(
        _ count: Int, of key: SigningKey, stream: String, at time: Date
    ) throws -> [VerifiedReport] {
        try (0..<count).map { number in
            let report = Report(
                agent: key.publicKey.agentID, stream: stream, seq: 10_000 + number * 2,
                sealedAt: ObservedTime(bootID: "boot-1", monotonic: 1, wallClock: time))
            return try VerifiedReport(
                Envelope.seal(report, kind: .report, with: key), key: key.publicKey, receivedAt: time)
        }
    }

    private func withAgent(
        _ body: (LiveAggregator, IdentityTests.PC, AgentCore, SigningKey) async throws -> Void,
        configure: (inout AggregatorConfiguration) -> Void = { _ in }
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "parta-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await LiveAggregator.run(configure: configure) { server in
            let pc = IdentityTests.PC(1, start: server.clock.now)
            let code = try await server.code()
            try await pc.core(folder).enroll(
                with: EnrollmentFile(server: ServerAddress("http://127.0.0.1:\(server.port)"), code: code))
            // Before the agent has the directory to itself.
            let key = try StateDirectory(path: folder).signingKey()
            try await body(server, pc, try pc.core(folder), key)
        }
    }

    @Test("an agent whose stream has too many gaps goes on in a new one, and nothing is lost")
    func gaps() async throws {
        try await withAgent { server, pc, core, key in
            let stream = core.outbox.stream
            let held = try gapped(RangeLimits.perStream, of: key, stream: stream, at: server.clock.now)
            _ = try await server.store.ingest(held)
            for minute in 1...3 {
                pc.plug("device \(minute)", at: Double(minute) * 10)
                let summary = try await pc.round(core)
                #expect(summary.exitStatus == .ok && summary.left.refused == 0 && summary.left.pending == 0)
                #expect(summary.delivery.delivered == 1 && summary.delivery.renewed == (minute == 1 ? 1 : 0))
            }
            #expect(core.outbox.stream != stream)
            #expect(try await server.storedCount() == RangeLimits.perStream + 3)
            let row = try #require(
                try await server.store.agents(Query(asOf: server.clock.now), scope: .everything).first)
            #expect(row.endedStreams == 1 && row.streamEndedAt == server.clock.now && row.setAside == 1)
            let devices = try await server.store.devices(
                Query(asOf: server.clock.now, school: "T-1"), scope: .everything)
            #expect(Set(devices.map(\.id)) == ["device 1", "device 2", "device 3"])
        }
    }

    @Test("an agent that has as many gaps and streams as it may goes on as it was: its oldest streams are ended")
    func streams() async throws {
        try await withAgent { server, pc, core, key in
            let each = RangeLimits.perStream
            for number in 0..<RangeLimits.perAgent / each {
                let stream = String(repeating: String(number, radix: 16), count: 32)
                let held = try gapped(each, of: key, stream: stream, at: server.clock.now)
                #expect(try await server.store.ingest(held).dispositions.allSatisfy { $0 == .stored })
            }
            let stream = core.outbox.stream
            for minute in 1...2 {
                pc.plug("device \(minute)", at: Double(minute) * 10)
                let summary = try await pc.round(core)
                #expect(summary.exitStatus == .ok && summary.left.refused == 0 && summary.delivery.delivered == 1)
            }
            #expect(core.outbox.stream == stream)
            let row = try await server.store.agents(Query(asOf: server.clock.now), scope: .everything).first
            #expect(row?.endedStreams == 4 && row?.setAside == 0)
        }
    }

    @Test("an agent over its budget keeps what was not taken, and brings it the next day")
    func keptOverNight() async throws {
        try await withAgent { server, pc, core, _ in
            for minute in 1...6 {
                pc.plug("device \(minute)", at: Double(minute) * 10)
                try core.record(scan: pc.scan(core.enrolled()))
                _ = try core.seal(.everything)
            }
            let first = try await core.deliver(.everything)
            #expect(first.retryAfterSeconds != nil && first.refused.isEmpty && first.delivered < 6)
            let again = try await core.deliver(.everything)
            #expect(again.retryAfterSeconds != nil && again.refused.isEmpty && again.delivered == 0)
            server.clock.advance(seconds: 86_400)
            var delivered = first.delivered
            for _ in 1...6 where delivered < 6 {
                delivered += try await core.deliver(.everything).delivered
                server.clock.advance(seconds: 86_400)
            }
            let left = try core.outbox.status()
            #expect(delivered == 6 && left.pending == 0 && left.refused == 0)
            #expect(try await server.storedCount() == 6)
        } configure: {
            $0.agentBytesPerDay = 2_000
        }
    }
}
