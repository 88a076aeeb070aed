import Examples
import Foundation
import GRDB
import Relational
import Reports
import Store
import Testing

@testable import RelationalStore
@testable import SQLiteStore

@Suite("A made-up country in SQLite", .timeLimit(.minutes(1)))
struct ExampleTests {
    /// Both ways in, made once: the bulk writer's and the reports'.
    private static let both = Task {
        let signed = SignedCountry()
        let schools = try signed.schools()
        let bulk = try SQLiteStore.inMemory()
        try await bulk.beginExample()
        try await bulk.writeExample(Array(schools.prefix(4)))
        try await bulk.writeExample(Array(schools.dropFirst(4)))
        try await bulk.finishExample()
        let ingested = try SQLiteStore.inMemory()
        try await signed.ingest(schools, into: ingested)
        return (bulk, ingested)
    }

    /// What reports alone leave: the envelopes, what each agent sent in a day, who did what when, how often a line's figures
    /// moved.
    private static let ofReports: Set<String> = ["envelope", "audit", "sqlite_sequence", "grdb_migrations"]
    /// Compared unpacked: numbers are given as they are wanted.
    private static let packed: Set<String> = ["seen_device", "seen_month", "slot_month", "stream_number"]
    private static let columnsOfReports: Set<String> = [
        "agent.ingest_day", "agent.ingest_bytes", "agent_state.position", "line_mark.version",
    ]

    @Test("written in bulk, every table holds what ingesting leaves")
    func tables() async throws {
        let (bulk, ingested) = try await Self.both.value
        let names = try await bulk.database.read { db in
            try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        }
        var rows = 0
        for name in names where !Self.ofReports.contains(name) && !Self.packed.contains(name) {
            let (one, other) = (try await Self.rows(name, in: bulk), try await Self.rows(name, in: ingested))
            #expect(one.count == other.count, "\(name)")
            if let difference = zip(one, other).first(where: { $0 != $1 }) {
                Issue.record("\(name): \(difference.0) in bulk, \(difference.1) by reports")
            }
            rows += one.count
        }
        #expect(rows > 3_000)
    }

    @Test("written in bulk, each computer has the days and slots that ingesting leaves")
    func packedTables() async throws {
        let (bulk, ingested) = try await Self.both.value
        let (one, other) = (try await Self.unpacked(bulk), try await Self.unpacked(ingested))
        #expect(one.count > 4_000)
        #expect(one == other)
    }

    private static func unpacked(_ store: RelationalStore) async throws -> [String] {
        try await store.database.read { db in
            var facts: [String] = []
            for agent in try String.fetchAll(db, sql: "SELECT id FROM agent") {
                for month in try SeenDays(db: db).months(of: agent) {
                    for device in try month.unpacked().devices {
                        let name = try month.name(device.number)
                        facts += device.dated.map { "\(agent) \(name) \(SeenDate(month: month.month, day: $0)) \($1)" }
                    }
                }
                facts += try SlotWords(db: db).all(of: agent).map { "\(agent) \($0)" }
            }
            return facts.sorted()
        }
    }

    private static func rows(_ table: String, in store: RelationalStore) async throws -> [String] {
        try await store.file.read { db in
            try GRDB.Row.fetchAll(db, sql: "SELECT * FROM \(table)").map { row in
                row.filter { !columnsOfReports.contains("\(table).\($0.0)") }.map { "\($0.0)=\($0.1)" }
                    .joined(separator: " ")
            }.sorted()
        }
    }

    @Test("written in bulk, every list answers as after ingesting")
    func lists() async throws {
        let (bulk, ingested) = try await Self.both.value
        // The Saturday after the last school day.
        let query = Query(asOf: Date(timeIntervalSince1970: 1_795_278_000))
        let schools = try await bulk.schools(query, scope: .everything)
        #expect(schools.count == 9)
        #expect(schools.contains { $0.computersLive > 0 && $0.devices > 10 && $0.lastDownloadMbps != nil })
        for (name, list) in Self.lists { try await compare(name, list, query, bulk, ingested) }
    }

    /// With keys in order: a dictionary's own order is another in each process.
    private static func text(_ rows: some Encodable) throws -> String {
        String(decoding: try ReportCoder.encode(rows), as: UTF8.self)
    }

    private typealias List = @Sendable (RelationalStore, Query) async throws -> String

    /// Every list of the store, each as the JSON of its rows.
    private static let lists: [(String, List)] = [
        ("schools", { try text(try await $0.schools($1, scope: .everything)) }),
        ("computers", { try text(try await $0.computers($1, scope: .everything)) }),
        ("devices", { try text(try await $0.devices($1, scope: .everything)) }),
        ("lines", { try text(try await $0.lines($1, scope: .everything)) }),
        ("platforms", { try text(try await $0.platforms($1, scope: .everything)) }),
        ("slots", { try text(try await $0.slots($1, scope: .everything)) }),
        ("agents", { try text(try await $0.agents($1, scope: .everything)) }),
        ("gateways", { try text(try await $0.gateways($1, scope: .everything)) }),
        ("enrolments", { try text(try await $0.enrollments($1, scope: .everything)) }),
    ]

    private func compare(
        _ name: String, _ list: List, _ query: Query, _ one: RelationalStore, _ other: RelationalStore
    ) async throws {
        let (bulk, ingested) = (try await list(one, query), try await list(other, query))
        #expect(bulk == ingested, "\(name)")
        #expect(bulk.count > 100, "\(name)")
    }

    @Test("holds together: every reference leads somewhere, and every index is back")
    func whole() async throws {
        let (bulk, ingested) = try await Self.both.value
        let schema = "SELECT type || ' ' || name || ': ' || coalesce(sql, '') FROM sqlite_master ORDER BY type, name"
        let (one, other) = (
            try await bulk.database.read { try String.fetchAll($0, sql: schema) },
            try await ingested.database.read { try String.fetchAll($0, sql: schema) }
        )
        #expect(one == other)
        let broken = try await bulk.file.read { db in
            try GRDB.Row.fetchAll(db, sql: "PRAGMA foreign_key_check").map { "\($0)" }
        }
        #expect(broken == [])
        let keys = try await bulk.database.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA foreign_keys") }
        #expect(keys == 1)
    }

    @Test("is not written beside real schools, nor beside made-up ones", arguments: [true, false])
    func refusal(_ madeUp: Bool) async throws {
        let store = try SQLiteStore.inMemory()
        let area = AreaPath(country: "Kazakhstan", region: "Aktobe", district: "Alga")
        _ = try await store.importSchools(
            [School(id: "A-1", names: Names(en: "A"), area: area, madeUp: madeUp)], dryRun: false)
        await #expect(throws: StoreFailure.holdsSchools(location: "in memory")) { try await store.beginExample() }
        let isUntouched = try await store.database.read { db in
            try Bool.fetchOne(db, sql: "SELECT count(*) = 0 FROM sqlite_master WHERE name = 'example_index'")
        }
        #expect(isUntouched == true)
    }

    @Test("is not finished while a support school is missing")
    func missing() async throws {
        let signed = SignedCountry()
        let store = try SQLiteStore.inMemory()
        var school = try signed.schools()[0]
        school.school.supportedBy = "made-99999"
        try await store.beginExample()
        try await store.writeExample([school])
        await #expect(throws: StoreFailure.incompleteExample(location: "in memory", missing: "made-99999")) {
            try await store.finishExample()
        }
    }
}
