import Foundation
import PrivateCluster
import Relational
import RelationalStore
import Reports
import SQLiteStore
import Store
import Testing

@testable import PostgresStore

@Suite("From SQLite to PostgreSQL", .timeLimit(.minutes(1)))
struct PostgresCopyTests {
    private static let now = Date(timeIntervalSince1970: 1_756_706_400)

    private func source() async throws -> RelationalStore {
        let store = try SQLiteStore.inMemory()
        let area = AreaPath(country: "Kazakhstan", region: "Aktobe", district: "Alga")
        // The supported school comes before its support school, by id and so by row.
        let schools = [
            School(id: "A-1", names: Names(kk: "Әл-Фараби", en: "A"), area: area, supportedBy: "Z-9", latitude: 50.1),
            School(id: "Z-9", names: Names(ru: "Опорная"), area: area, type: .support, pupils: 400),
        ]
        _ = try await store.importSchools(schools, dryRun: false)
        _ = try await store.establishRegionSecrets(RegionSecrets(["k": Data([0, 255, 7])]))
        _ = try await store.createEnrollment(
            NewEnrollment(
                secretHash: Data([1]), school: "A-1", uses: 2, createdAt: Self.now,
                expiresAt: Self.now.addingTimeInterval(60)))
        _ = try await store.redeem(
            EnrollmentAttempt(
                secretHash: Data([1]), publicKey: SigningKey().publicKey, agentVersion: "1", time: Self.now))
        return store
    }

    @Test("a copy answers as what it was copied from, and numbers go on after the last")
    func whole() async throws {
        let source = try await source()
        let url = try PrivateCluster.shared.get().makeDatabase()
        let tables = try await PostgresCopy(of: source, to: url).run { _ in }
        #expect(tables.first { $0.name == "school" }?.rows == 2)
        let target = try PostgresStore.openExisting(url: url)
        let query = Query(asOf: Self.now)
        #expect(
            try await target.schools(query, scope: .everything) == source.schools(query, scope: .everything))
        #expect(try await target.agents(query, scope: .everything) == source.agents(query, scope: .everything))
        let next = try await target.createEnrollment(
            NewEnrollment(
                secretHash: Data([2]), school: "Z-9", uses: 1, createdAt: Self.now, expiresAt: Self.now))
        #expect(next.id == 2)
        // References are watched again.
        await #expect(throws: (any Error).self) {
            try await target.database.write { db in
                try db.execute(sql: "INSERT INTO line (school_id, id) VALUES ('nobody', '1')")
            }
        }
        try target.close()
    }

    @Test("what broke off is opened by nobody, and goes on where it ended")
    func resumed() async throws {
        let source = try await source()
        let url = try PrivateCluster.shared.get().makeDatabase()
        struct Broken: Error {}
        try PostgresStore.open(url: url).close()
        let worker = PostgresWorker(try PostgresLocation(url: url))
        try worker.write { db in try PostgresCopyDesk(db: db).begin(from: source.location) }
        worker.disconnect()
        for opening in [PostgresStore.open(url:), PostgresStore.openExisting(url:)] {
            let failure = #expect(throws: StoreFailure.self) { try opening(url) }
            #expect(failure?.description.contains("parta migrate --from") == true)
        }
        _ = try await PostgresCopy(of: source, to: url).run { _ in }
        let target = try PostgresStore.openExisting(url: url)
        #expect(try await target.count(.schools, Query(asOf: Self.now), scope: .everything) == 2)
        try target.close()
    }

    @Test("nothing is copied over a region that is there")
    func occupied() async throws {
        let source = try await source()
        let url = try PrivateCluster.shared.get().makeDatabase()
        _ = try await PostgresCopy(of: source, to: url).run { _ in }
        await #expect(throws: StoreFailure.self) { _ = try await PostgresCopy(of: source, to: url).run { _ in } }
    }
}
