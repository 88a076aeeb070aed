import Examples
import Foundation
import Relational
import Reports
import Store
import Testing

@testable import RelationalStore
@testable import SQLiteStore

/// Holds the erasure of a school to the tables as they are: whoever adds one that says something about a school or a computer has to
/// say what becomes of it.
@Suite("A school that is erased is in no table", .timeLimit(.minutes(1)))
struct ErasedSchemaTests {
    /// What stays on purpose, and why.
    private static let kept = [
        "erasure": "that it happened",
        "revocation": "who is not to come back, by the hash of a key",
        "plan_purchase": "a saved plan never changes; it names the school by its id",
        "plan_transfer": "as above",
        "hub_region": "of regions and their tokens, which are of no school",
    ]
    /// What `SchoolErasure` takes besides `SchoolErasure.tables`.
    private static let last: Set = ["school", "agent", "assignment", "enrollment", "reader_token", "reading_day"]
    /// Where the id of an erased school may stand.
    private static let log: Set = ["audit", "plan_site", "plan_segment", "plan_progress"]

    private static var handled: Set<String> {
        last.union(SchoolErasure.tables.filter { $0.change == .delete }.map(\.table))
    }

    /// Tables with a school's or an agent's id, and those that refer to such a one.
    private func concerned(_ schema: Schema) -> Set<String> {
        var found: Set = ["school", "agent"]
        var before = 0
        while found.count != before {
            before = found.count
            for table in schema.tables
            where table.columns.contains(where: { ["school_id", "agent_id"].contains($0.name) })
                || table.references.contains(where: { found.contains($0.parent) })
            {
                found.insert(table.name)
            }
        }
        return found
    }

    @Test("every table that tells of a school or a computer is erased, or kept with a reason")
    func everyTable() async throws {
        let schema = try await SQLiteStore.inMemory().database.read(Schema.init)
        let concerned = concerned(schema)
        #expect(concerned.count > 60)
        for table in concerned.sorted() {
            #expect(
                Self.handled.contains(table) != (Self.kept[table] != nil),
                """
                the table \(table) tells of a school or a computer: add it to SchoolErasure.tables, or here to what is kept \
                with the reason, and to docs/privacy.md
                """)
        }
        let names = Set(schema.tables.map(\.name))
        #expect(Self.handled.union(Self.kept.keys).isSubset(of: names))
    }

    @Test("every column that names who did something is looked at when a person's name is erased")
    func everyAuthor() async throws {
        let schema = try await SQLiteStore.inMemory().database.read(Schema.init)
        // A school that supports another, and the word for how a gateway was confirmed.
        let others: Set = ["supported_by", "confirmed_by"]
        let authors = schema.tables.flatMap { table in
            table.columns.map(\.name).filter { ($0 == "who" || $0.hasSuffix("_by")) && !others.contains($0) }
                .map { "\(table.name).\($0)" }
        }
        let known = Set(PersonErasure.authors.map { "\($0.table).\($0.condition.prefix { $0 != " " })" })
        #expect(authors.count > 9 && Set(authors).isSubset(of: known), "\(Set(authors).subtracting(known))")
    }

    @Test("the log and schools' words are as fixed as before, and a name is replaced nowhere else")
    func stillFixed() async throws {
        let store = try SQLiteStore.inMemory()
        let entry = AuditEntry(
            at: Date(timeIntervalSince1970: 1), who: "aigul", action: .tokenMade, object: "token 1", detail: nil)
        try await store.record(entry)
        let order = ErasureOrder(at: Date(timeIntervalSince1970: 2), who: "aset", reason: "asked")
        _ = try await store.erase(person: ErasedName("aigul"), order)
        for change in ["UPDATE audit SET who = 'x'", "DELETE FROM audit"] {
            await #expect(throws: (any Error).self) {
                try await store.database.write { try $0.execute(sql: change) }
            }
        }
        #expect(try await store.audit(since: nil, limit: nil).map(\.who) == ["aset", "erased-1"])
        for (text, result) in [
            ("aigul", "M"), ("of aigul.", "of M."), ("aigulm", nil), ("xaigul", nil),
            ("aigul aigul2 aigul", "M aigul2 M"),
            ("Aigul", nil), ("", nil),
        ] {
            #expect(ErasedName("aigul").replaced(by: "M", in: text) == result, "\(text)")
        }
    }

    @Test("in a database with something in every table, nothing of the school is left, and all else is as it was")
    func nothingLeft() async throws {
        let store = try SQLiteStore.inMemory()
        let made = MadeCountry(
            MadeCountry.Parameters(
                schools: 12, computersPerSchool: 3, devicesPerComputer: 4, asOf: CivilDate("2026-11-22")!, days: 14,
                deviceDays: 5))
        try await store.beginExample()
        try await store.writeExample((0..<made.count).map { made.school(at: $0) })
        try await store.finishExample()
        let schema = try await store.database.read(Schema.init)
        let school = try await store.database.write { db in
            let school = try #require(
                try String.fetchOne(
                    db,
                    sql: "SELECT school_id FROM assignment GROUP BY school_id ORDER BY count(*) DESC, school_id LIMIT 1"
                ))
            try SchemaFiller(db: db, schema: schema, school: school).fill(concerned(schema))
            return school
        }
        let agents = try await store.database.read { db in
            try String.fetchAll(db, sql: "SELECT agent_id FROM assignment WHERE school_id = ?", arguments: [school])
        }
        let streams = try await store.database.read { db in
            try Int64.fetchAll(
                db, sql: "SELECT number FROM stream_number WHERE agent_id IN (SELECT value FROM json_each(?))",
                arguments: [String(decoding: JSONEncoder().encode(agents), as: UTF8.self)])
        }
        try #require(agents.count > 1 && streams.count > 1)
        let before = try await store.database.read { db in try schema.rows(besides: school, in: db) }
        let counted = try await store.erasable(school: school)
        let order = ErasureOrder(at: Date(timeIntervalSince1970: 1_800_000_000), who: "aset", reason: "asked")
        let erased = try await store.erase(school: school, order)
        for what in ErasureKind.allCases { #expect(erased[what] == counted[what], "\(what)") }
        #expect(erased == counted)
        try await store.database.read { db in
            for id in [school] + agents {
                for place in try schema.mentions(of: id, in: db) {
                    #expect(Self.kept[place] != nil || Self.log.contains(place), "\(place) mentions \(id)")
                }
            }
            for table in ["seen_month", "slot_month"] {
                for number in streams {
                    let keys = StreamNumbers.keys(number)
                    let left = try Int.fetchOne(
                        db, sql: "SELECT count(*) FROM \(table) WHERE key BETWEEN ? AND ?",
                        arguments: [keys.lowerBound, keys.upperBound])
                    #expect(left == 0, "\(table)")
                }
            }
            #expect(try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").isEmpty)
            #expect(try schema.rows(besides: school, in: db) == before)
        }
    }

    @Test("an erasure that broke off goes on, and all of its rows are counted")
    func brokenOff() async throws {
        let store = try await ExamplePlanTests.country.value
        let school = "made-00031"
        let order = ErasureOrder(at: Date(timeIntervalSince1970: 1_800_000_000), who: "aset", reason: "asked")
        let counted = try await store.erasable(school: school)
        try await store.database.write { db in
            let erasure = SchoolErasure(db: db, school: school)
            try erasure.begin(order)
            for table in SchoolErasure.tables.prefix(2) { _ = try erasure.erase(table, limit: 5) }
        }
        let rest = try await store.erase(school: school, order)
        #expect(rest.rows < counted.rows)
        let log = try await store.audit(since: nil, limit: nil)
        #expect(log.map(\.action) == [.schoolErased, .schoolErasureBegun])
        #expect(log.first?.detail == "\(counted.rows) rows; asked")
    }
}
