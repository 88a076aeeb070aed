import Foundation
import GRDB
import Relational
import Reports
import Store
import Testing

@testable import RelationalStore
@testable import SQLiteStore

/// What the tables hold of a computer that told of a network which is not the school's.
@Suite("Tests and slots from elsewhere", .timeLimit(.minutes(1)))
struct ElsewhereTests {
    private static let now = Date(timeIntervalSince1970: 1_756_706_400)
    private let key = SigningKey()

    private func enrolled() async throws -> RelationalStore {
        let store = try SQLiteStore.inMemory()
        let area = AreaPath(country: "Kazakhstan", region: "Aktobe", district: "Alga")
        _ = try await store.importSchools([School(id: "A-1", names: Names(en: "A"), area: area)], dryRun: false)
        _ = try await store.createEnrollment(
            NewEnrollment(
                secretHash: Data([1]), school: "A-1", room: nil, uses: 1, createdAt: Self.now,
                expiresAt: Self.now.addingTimeInterval(60)))
        _ = try await store.redeem(
            EnrollmentAttempt(
                secretHash: Data([1]), publicKey: key.publicKey, room: nil, label: nil, agentVersion: "1.0",
                time: Self.now))
        return store
    }

    private func report() throws -> VerifiedReport {
        let time = ObservedTime(bootID: "b", monotonic: 100, wallClock: Self.now)
        let test = LineTest(
            id: "t", startedAt: time, downloadMbps: 90, server: "ws://HOME", problem: "HOME",
            download: LineRate(ending: "HOME"), gateway: GatewayLatency(answered: true, idleMs: 77.25, loadedMs: 77.25),
            link: LineLink(medium: .wifi, wifiRateMbps: 77.25), names: NameAndPortal(nameProblem: "HOME"),
            platforms: [PlatformReach(platform: "HOME", host: "HOME")],
            circumstances: LineCircumstances(
                slot: "HOME", lease: "HOME", line: "HOME", ownTrafficMbps: 77.25, gateway: "HOME",
                serverTests: 772_501))
        let slot = SlotRecord(
            id: "2025-09-01/1", plannedAt: Self.now, decidedAt: time, inLessons: true, ran: false, reason: .ownTraffic,
            ownTrafficMbps: 77.25, medium: .wifi, gateway: "HOME", serverTests: 772_501)
        let report = Report(
            agent: key.publicKey.agentID, stream: key.publicKey.agentID.text, seq: 1, sealedAt: time, lineTests: [test],
            slots: [slot])
        return try VerifiedReport(
            Envelope.seal(report, kind: .report, with: key), key: key.publicKey, receivedAt: Self.now)
    }

    @Test("nothing but the envelope tells of the network there")
    func tables() async throws {
        let store = try await enrolled()
        let outcome = try await store.ingest([report()])
        #expect(outcome.dispositions == [.stored])
        for table in ["line_test", "slot_outcome", "platform_reach"] {
            let rows = try await store.file.read { db in
                try GRDB.Row.fetchAll(db, sql: "SELECT * FROM \(table)").map { $0.map { "\($0): \($1)" } }
            }
            #expect(rows.count == (table == "platform_reach" ? 0 : 1))
            let telling = rows.joined().filter {
                $0.contains("HOME") || $0.contains("77.25") || $0.contains("772501") || $0.contains("wifi")
            }
            #expect(telling == [], "\(table)")
        }
        let words = try await store.database.read { try SlotWords(db: $0).all(of: key.publicKey.agentID.text) }
        #expect(
            words == [
                SlotWord(
                    slot: "2025-09-01/1", school: "A-1", line: nil, decidedAt: Self.now.seconds, ran: false,
                    reason: .ownTraffic)
            ])
    }
}
