import Foundation
import PrivateCluster
import Relational
import RelationalStore
import Store
import Testing

@testable import PostgresStore

@Suite("When the server cannot do what is asked", .timeLimit(.minutes(1)))
struct PostgresFailureTests {
    private func location(_ url: String) throws -> String { try PostgresLocation(url: url).text }

    @Test("who asks makes no tables, and finds none that are not there")
    func noDatabase() throws {
        let url = try PrivateCluster.shared.get().makeDatabase()
        let location = try location(url)
        #expect(throws: StoreFailure.noDatabase(location: location)) { try PostgresStore.openExisting(url: url) }
        try PostgresStore.open(url: url).close()
        try PostgresStore.openExisting(url: url).close()
    }

    @Test("a database of a newer release is refused, and an older one by who only asks")
    func versions() throws {
        let cluster = try PrivateCluster.shared.get()
        let url = try cluster.makeDatabase()
        let name = try #require(URLComponents(string: url)).path.dropFirst()
        try PostgresStore.open(url: url).close()
        try cluster.run("INSERT INTO parta.schema_step VALUES ('9999 from the future')", in: String(name))
        let location = try location(url)
        for opening in [PostgresStore.open(url:), PostgresStore.openExisting(url:)] {
            #expect(throws: StoreFailure.newerDatabase(location: location, step: "9999 from the future")) {
                try opening(url)
            }
        }
        try cluster.run("DELETE FROM parta.schema_step WHERE name > '0040'", in: String(name))
        #expect(throws: StoreFailure.olderDatabase(location: location)) { try PostgresStore.openExisting(url: url) }
    }

    @Test("a connection that has prepared too many statements forgets them, and goes on")
    func manyStatements() throws {
        let url = try PrivateCluster.shared.get().makeDatabase()
        try PostgresStore.open(url: url).close()
        let worker = PostgresWorker(try PostgresLocation(url: url))
        for write in [false, true] {
            let answers = try worker.read { db in
                try (0...PostgresConnection.mostStatements).map { number in
                    try Int.fetchOne(db, sql: "SELECT \(number) + ?", arguments: [1])
                }
            }
            #expect(answers == (1...PostgresConnection.mostStatements + 1).map(Optional.some))
            let count: (Database) throws -> Int? = { try Int.fetchOne($0, sql: "SELECT count(*) FROM school") }
            let schools = write ? try worker.write(count) : try worker.read(count)
            #expect(schools == 0)
        }
    }

    @Test("several that start at once bring the tables up to date once")
    func together() async throws {
        let url = try PrivateCluster.shared.get().makeDatabase()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 1...4 { group.addTask { try PostgresStore.open(url: url).close() } }
            try await group.waitForAll()
        }
        try PostgresStore.openExisting(url: url).close()
    }

    @Test("nobody there, no such database, no such account: each is told as what it is, without a password")
    func addresses() throws {
        let nowhere = "postgresql://parta:secret@localhost/x?host=/nonexistent"
        let failure = #expect(throws: StoreFailure.self) { try PostgresStore.open(url: nowhere) }
        #expect(failure == .away(location: try location(nowhere)))
        #expect(failure?.description.contains("secret") == false)
        let cluster = try PrivateCluster.shared.get()
        let missing = cluster.url(of: "missing")
        let other = #expect(throws: StoreFailure.self) { try PostgresStore.open(url: missing) }
        #expect(other?.description.contains("missing") == true)
        let malformed = "postgresql://a:secret@b:c:d/x?y"
        let last = #expect(throws: StoreFailure.self) { try PostgresStore.open(url: malformed) }
        #expect(last?.description.contains("secret") == false)
    }

    @Test("a database that may only be read says so when something is to be written")
    func readOnly() async throws {
        let cluster = try PrivateCluster(["fsync=off"])
        let url = try cluster.makeDatabase()
        try PostgresStore.open(url: url).close()
        // As on a server that follows another.
        try cluster.beStandby()
        let store = try PostgresStore.openExisting(url: url)
        #expect(try await store.settingsVersion() == 0)
        await #expect(throws: StoreFailure.readOnly(location: store.location)) {
            try await store.establishRegionSecrets(RegionSecrets(["k": Data([1])]))
        }
        try store.close()
    }

    @Test("the server goes in the middle and comes back: nothing acknowledged is lost, and nobody starts anything anew")
    func away() async throws {
        let cluster = try PrivateCluster(["fsync=on", "full_page_writes=on"])
        let url = try cluster.makeDatabase()
        let store = try PostgresStore.open(url: url)
        let location = store.location
        let schools = (1...3).map { number in
            School(id: "A-\(number)", names: Names(en: "A"), area: AreaPath(country: "Kazakhstan"))
        }
        _ = try await store.importSchools([schools[0]], dryRun: false)
        try cluster.stop()
        await #expect(throws: StoreFailure.away(location: location)) {
            try await store.importSchools([schools[1]], dryRun: false)
        }
        await #expect(throws: StoreFailure.away(location: location)) { try await store.settingsVersion() }
        try cluster.start()
        _ = try await store.importSchools([schools[2]], dryRun: false)
        let kept = try await store.placeRows(Query(asOf: Date()), scope: .everything)
        #expect(kept.map(\.school).sorted() == ["A-1", "A-3"])
        try store.close()
    }

    @Test("a server whose places are all taken is told from one that is away")
    func outOfConnections() async throws {
        let cluster = try PrivateCluster(["max_connections=4", "superuser_reserved_connections=0"])
        let url = try cluster.makeDatabase()
        let stores = (1...5).map { _ in try? PostgresStore.open(url: url) }.compactMap(\.self)
        var failures: [StoreFailure] = []
        for store in stores {
            do { _ = try await store.settingsVersion() } catch let failure as StoreFailure { failures.append(failure) }
        }
        #expect(failures.allSatisfy { $0 == .outOfConnections(location: stores[0].location) } && !failures.isEmpty)
        for store in stores { try store.close() }
    }
}
