import Foundation
import Relational
import Reports
import Store
import Testing

@testable import RelationalStore
@testable import SQLiteStore

@Suite("Figures of lines that are kept", .timeLimit(.minutes(1)))
struct LineFiguresTests {
    private static let start = 1_756_684_800
    private static let query = Query(
        asOf: Date(seconds: start + 40 * 86_400 + 3_600), since: Date(seconds: start - 20 * 86_400))

    /// So many tests of one school's two lines, of all kinds.
    private static func period(_ count: Int) -> SchoolLines {
        let samples = (0..<count).map { index in
            LineSample(
                line: index % 7 == 0 ? "Қосымша желі" : "1",
                startedAt: Date(seconds: start + index * 21_600), timeEstimated: index % 5 == 0,
                downloadMbps: index % 11 == 0 ? nil : Double(index % 13) + 0.25,
                uploadMbps: index % 11 == 0 ? nil : Double(index % 3), idleLatencyMs: 20, loadedLatencyMs: 200,
                gatewayIdleMs: index.isMultiple(of: 2) ? nil : 2, inLessons: [true, true, false, nil][index % 4],
                target: index % 17 == 0 ? .peer : .region, medium: index % 3 == 0 ? .wifi : .wired,
                verdict: LineVerdict.allCases[index % 5],
                leftOut: index % 9 == 0 ? .byteCapped : index % 23 == 0 ? .unconfirmed : nil,
                uploadIsBound: index % 19 == 0)
        }
        let outcomes = (0..<count).map { index in
            SlotOutcome(
                slot: "2025-09-\(10 + index / 4 % 20)/\(index % 4 + 1)", line: index % 7 == 0 ? "Қосымша желі" : "1",
                plannedAt: start + index * 21_600, inLessons: index % 4 != 3, ran: index % 3 != 0,
                reason: index % 3 != 0 ? nil : .ownTraffic, on: index % 6, off: 6 - index % 6)
        }
        return SchoolLines(
            school: "A-1", samples: samples, outcomes: outcomes, testsSummarised: 3, until: start / 86_400 + 40)
    }

    @Test("what is packed reads as it was", arguments: [0, 1, 2, 30, 200])
    func packing(_ count: Int) throws {
        let period = Self.period(count)
        let packed = Data(period.packed)
        #expect(SchoolLines(packed: packed) == period)
        for line in period.lines where line.line == "1" && count == 200 { #expect(line.history.last != nil) }
        // Cut anywhere, by another release, or with something behind: nothing, and no crash.
        for length in stride(from: 0, to: packed.count, by: 37) {
            #expect(SchoolLines(packed: packed.prefix(length)) == nil)
        }
        #expect(SchoolLines(packed: packed + [0]) == nil)
        var other = packed
        other[0] = 99
        #expect(SchoolLines(packed: other) == nil)
        for index in stride(from: 8, to: packed.count, by: 41) {
            var spoiled = packed
            spoiled[index] = 0xff
            _ = SchoolLines(packed: spoiled)
        }
    }

    private static func store() async throws -> RelationalStore {
        let store = try SQLiteStore.inMemory()
        let area = AreaPath(country: "Kazakhstan", region: "Aktobe", district: "Alga")
        _ = try await store.importSchools([School(id: "A-1", names: Names(en: "A"), area: area)], dryRun: false)
        try await store.database.write { try LineMark(db: $0).move("A-1") }
        return store
    }

    @Test("kept figures answer the same day and period, and no other, until something comes in")
    func keeping() async throws {
        let store = try await Self.store()
        let period = LinePeriod(Self.query)
        try #require(period.isKept)
        try await store.database.write { db in
            let lines = SchoolLines(testsSummarised: 7, lastAt: Self.query.asOf.seconds)
            try LineLedger(db: db, period: period).keep([.init(school: "A-1", version: 1, lines: lines)])
        }
        func kept(_ edit: (inout Query) -> Void = { _ in }) async throws -> Int? {
            var query = Self.query
            edit(&query)
            let asked = query
            return try await store.database.read { db in
                try LineLedger(db: db, period: LinePeriod(asked)).kept(asked, scope: .everything)["A-1"]?
                    .lines.testsSummarised
            }
        }
        #expect(try await kept() == 7)
        #expect(try await kept { $0.asOf += 600 } == 7)
        #expect(try await kept { $0.asOf -= 1 } == nil, "it tells of a later moment")
        #expect(try await kept { $0.asOf += 86_400 } == nil)
        #expect(try await kept { $0.since = $0.since?.addingTimeInterval(-86_400) } == nil)
        #expect(try await kept { $0.since = $0.since?.addingTimeInterval(1) } == nil)
        #expect(try await kept { $0.agent = AgentID(String(repeating: "0", count: 32)) } == nil)
        try await store.database.write { try LineMark(db: $0).move("A-1") }
        #expect(try await kept() == nil)
    }

    @Test("figures of a mark that has moved on meanwhile are not kept, and a few periods at most are")
    func bounds() async throws {
        let store = try await Self.store()
        let held = try await store.database.write { db in
            for day in 0..<9 {
                var query = Self.query
                query.asOf += Double(day) * 86_400
                let ledger = LineLedger(db: db, period: LinePeriod(query))
                try ledger.keep([.init(school: "A-1", version: 1, lines: SchoolLines())])
                try ledger.keep([.init(school: "A-1", version: 2, lines: SchoolLines())])
                try ledger.keep([.init(school: "A-1", version: 1, lines: SchoolLines(), isWhole: false)])
                try ledger.forgetOthers()
            }
            return try Int.fetchAll(db, sql: "SELECT version FROM line_figure")
        }
        #expect(held == Array(repeating: 1, count: LineLedger.keptPeriods))
    }

    /// Schools with a line each, of which somebody told.
    private static func country(_ count: Int) async throws -> (store: RelationalStore, schools: [School]) {
        let store = try SQLiteStore.inMemory()
        let area = AreaPath(country: "Kazakhstan", region: "Aktobe", district: "Alga")
        let schools = (0..<count).map {
            School(id: "A-\(1_000 + $0)", names: Names(en: "A"), area: area)
        }
        _ = try await store.importSchools(schools, dryRun: false)
        try await store.database.write { db in
            for school in schools {
                try LineMark(db: db).move(school.id)
                try db.execute(
                    sql: "INSERT INTO line (school_id, id, provider) VALUES (?, '1', 'P')", arguments: [school.id])
            }
        }
        return (store, schools)
    }

    @Test("figures are summed up some schools at a time ahead of the question, and anew where more came in")
    func ahead() async throws {
        let (store, schools) = try await Self.country(7)
        func step() async throws -> Int {
            try await store.refreshLineFigures(Self.query, scope: .everything, limit: 3)
        }
        #expect(try await [step(), step(), step(), step()] == [4, 1, 0, 0])
        func kept() async throws -> Int? {
            try await store.database.read { db in
                try LineLedger(db: db, period: LinePeriod(Self.query)).kept(Self.query, scope: .everything).count
            }
        }
        #expect(try await kept() == schools.count)
        try await store.database.write { try LineMark(db: $0).move(schools[4].id) }
        #expect(try await kept() == schools.count - 1)
        #expect(try await step() == 0)
        #expect(try await kept() == schools.count)
    }

    @Test("a country's question keeps what it summed up, and says the same from it")
    func wholeCountry() async throws {
        let (store, schools) = try await Self.country(RelationalStore.lineBatch * 2 + 5)
        let first = try await store.lines(Self.query, scope: .everything)
        let kept = try await store.database.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM line_figure") }
        #expect(kept == schools.count)
        #expect(first.map(\.school) == schools.map(\.id))
        #expect(try await store.lines(Self.query, scope: .everything) == first)
        var limited = Self.query
        limited.limit = 3
        #expect(try await store.lines(limited, scope: .everything) == Array(first.prefix(3)))
    }
}
