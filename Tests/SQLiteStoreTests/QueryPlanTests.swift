import Foundation
import Relational
import Reports
import Store
import Testing

@testable import RelationalStore
@testable import SQLiteStore

@Suite("How SQLite runs the queries", .timeLimit(.minutes(1)))
struct QueryPlanTests {
    enum List: String, CaseIterable, CustomTestStringConvertible {
        case schools, schoolPlaces, computers, devices, lineSchools, registeredLines, keptLines, platforms, agents,
            gateways, slots
        case droppedSlots, figures, rooms, roomComputers, roomDevices, lineContracts, schoolYears, successors
        case members, programmeFigures, unkeptProgrammes, deliveries, milestones, indicatorValues, places,
            computerStrength, deviceUse
        case schoolAgents, assets, assetsBefore, stock, presence, presenceOfNothing, coverage, devicesOfCategory
        case pastState, pastOpen, pastProgrammes, unkeptPastProgrammes, periodProgrammes, unkeptPeriodProgrammes
        var testDescription: String { rawValue }

        func sql(_ filter: Filter, _ query: Query) -> String {
            switch self {
            case .schools: ReadingSQL.schools(filter, query)
            case .schoolAgents: ReadingSQL.schoolAgents(filter.source)
            case .schoolPlaces: ReadingSQL.places(filter, query)
            case .computers: ReadingSQL.computers(filter, registered: filter)
            case .devices: ReadingSQL.devices(filter, limit: query.limit)
            case .devicesOfCategory: ReadingSQL.fewDevices(filter)
            case .lineSchools: LineLedger.schools(filter)
            case .registeredLines: LineLedger.registered(filter)
            case .keptLines: LineLedger.kept(filter)
            case .platforms: ReadingSQL.platforms(filter)
            case .agents: ReadingSQL.agents(filter, query)
            case .gateways: ReadingSQL.gateways(filter, query)
            case .slots: ReadingSQL.slots(filter)
            case .droppedSlots: ReadingSQL.droppedSlots(filter)
            case .figures: ReadingSQL.figures(filter)
            case .rooms: ReadingSQL.rooms(filter)
            case .roomComputers: ReadingSQL.roomComputers(filter)
            case .roomDevices: ReadingSQL.roomDevices(filter)
            case .lineContracts: ReadingSQL.lineContracts(filter)
            case .schoolYears: ReadingSQL.schoolYears(filter)
            case .successors: ReadingSQL.successors(filter)
            case .members: ProgrammeSQL.members(filter)
            case .programmeFigures: ProgrammeSQL.figures(filter)
            case .unkeptProgrammes: ProgrammeSQL.unkept(filter, until: .first)
            case .pastState: PastSQL.state(filter, 20_000)
            case .pastOpen: PastSQL.open(filter, 20_000, limit: 50)
            case .pastProgrammes: ProgrammeSQL.figures(filter, of: .past(20_000))
            case .unkeptPastProgrammes: ProgrammeSQL.unkept(filter, of: .past(20_000), until: .first)
            case .periodProgrammes: ProgrammeSQL.figures(filter, of: .period(since: 1, until: 2))
            case .unkeptPeriodProgrammes: ProgrammeSQL.unkept(filter, of: .period(since: 1, until: 2), until: .first)
            case .deliveries: ProgrammeSQL.deliveries(filter)
            case .milestones: ProgrammeSQL.milestones(filter)
            case .indicatorValues: ProgrammeSQL.values(filter)
            case .places: ProgrammeSQL.places(filter, kept: true)
            case .computerStrength: ProgrammeSQL.computerStrength(filter)
            case .deviceUse: ProgrammeSQL.deviceUse(filter, categories: [.tablet, .camera])
            case .assets, .assetsBefore:
                ReadingSQL.assets(
                    filter, query, from: AssetSource(before: self == .assets ? nil : .first), on: "2026-09-01",
                    limit: query.limit)
            case .stock: PresenceSQL.stock(filter, query)
            case .presence: PresenceSQL.presence(filter, [.tablet, .camera])
            case .presenceOfNothing: PresenceSQL.presence(filter, [])
            case .coverage: PresenceSQL.coverage(filter, query)
            }
        }

        /// What SQLite says of each table it reads.
        func plan(_ filter: Filter, _ query: Query, in db: Database) throws -> [String] {
            var filter = filter
            if self == .devicesOfCategory { filter.add(ReadingSQL.deviceOfCategory, all: ["tablet", "A-1"]) }
            var arguments = filter.arguments
            if [.schools, .figures, .roomComputers, .places].contains(self) { arguments = [0] + arguments }
            if self == .schoolAgents { arguments = [0, "A-1"] }
            if self == .computers || self == .computerStrength { arguments += filter.arguments }
            if self == .keptLines { arguments = [0, 0, 0] + arguments }
            return try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + sql(filter, query), arguments: arguments)
                .map { $0["detail"] as String }
        }
    }

    @Test("one school or one area is found by index, never by a scan, also of an earlier day", arguments: List.allCases)
    func noFullScan(_ list: List) async throws {
        let store = try SQLiteStore.inMemory()
        var school = School(
            id: "A-1", names: Names(en: "A"),
            area: AreaPath(country: "Kazakhstan", region: "Aktobe", district: "Alga"))
        _ = try await store.importSchools([school], dryRun: false)
        school.pupils = 1
        _ = try await store.importSchools([school], dryRun: false)
        try await Self.enroll(at: "A-1", in: store)
        for (isPast, asOf) in [(false, Date(timeIntervalSinceNow: 60)), (true, Date(timeIntervalSinceNow: -86_400))] {
            for var query in [Query(asOf: asOf, school: "A-1"), Query(asOf: asOf, area: "Kazakhstan/Aktobe")] {
                query.asItWas = true
                let query = query
                let plan = try await store.database.read { db in
                    let filter = try Filter(query, scope: .everything, in: db)
                    // Of an earlier day: other schools and other assignments than today's.
                    #expect((filter.source.all != "school") == isPast)
                    #expect((filter.source.assigned != "p.valid_to IS NULL") == isPast)
                    return try list.plan(filter, query, in: db)
                }
                #expect(!plan.isEmpty)
                let slow = plan.filter { step in
                    ["SCAN", "MATERIALIZE", "CO-ROUTINE"].contains { step.hasPrefix($0) }
                }
                #expect(slow == [], "\(isPast ? "earlier" : "today"), \(query.school ?? "area")")
            }
        }
    }

    @Test("the versions that agents are of are found from one to the next, not among all agents")
    func versions() async throws {
        let plan = try await SQLiteStore.inMemory().database.read { db in
            try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + ReadingSQL.versions).map { $0["detail"] as String }
        }
        #expect(plan.filter { $0.contains("agent_version") }.count == 2, "\(plan)")
        #expect(plan.filter { $0.hasPrefix("SCAN") && !$0.contains("known") && !$0.contains("CONSTANT") } == [])
    }

    @Test("the areas that schools lie in are found from one to the next, not among all schools")
    func areas() async throws {
        let plan = try await SQLiteStore.inMemory().database.read { db in
            try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + ReadingSQL.areas(from: "school"))
                .map { $0["detail"] as String }
        }
        #expect(plan.filter { $0.contains("school_area") }.count == 3, "\(plan)")
        #expect(plan.filter { $0.hasPrefix("SCAN") && !$0.contains("known") && !$0.contains("CONSTANT") } == [])
    }

    /// An agent assigned a minute ago, so that yesterday's assignments are others.
    private static func enroll(at school: String, in store: RelationalStore) async throws {
        let key = SigningKey().publicKey
        let now = Date(timeIntervalSinceNow: -60)
        _ = try await store.createEnrollment(
            NewEnrollment(
                secretHash: Data([1]), school: school, uses: 1, createdAt: now,
                expiresAt: now.addingTimeInterval(86_400)))
        _ = try await store.redeem(
            EnrollmentAttempt(secretHash: Data([1]), publicKey: key, agentVersion: "1", time: now))
    }

    /// Each within the write lock, at every ask: none may read more of a table than the school's or the agent's part.
    enum LeaseStatement: String, CaseIterable, CustomTestStringConvertible {
        case forgetNonces, forgetElsewhere, forgetNamed, forgetElsewhereOfLine, forgetNamedOfLine, linesLike, expire,
            held
        case slotMeasured, granted, grantedBefore, grantedToAgent, grantedWithMLab, bytesUsed, lanAnswered
        case lanAnsweredBefore, neighbours
        var testDescription: String { rawValue }

        var parameters: Int { self == .linesLike ? 2 : sql.filter { $0 == "?" }.count }

        var sql: String {
            switch self {
            case .forgetNonces: LeaseSQL.forgetNonces
            case .forgetElsewhere: LeaseSQL.forgetElsewhere
            case .forgetNamed: LeaseSQL.forgetNamed
            case .forgetElsewhereOfLine: LeaseSQL.forgetElsewhere(of: "line_elsewhere")
            case .forgetNamedOfLine: LeaseSQL.forgetElsewhere(of: "gateway_named")
            case .linesLike: LeaseSQL.linesLike
            case .expire: LeaseSQL.expire(lines: 2)
            case .held: LeaseSQL.held(lines: 2)
            case .slotMeasured: LeaseSQL.slotMeasured
            case .granted: LeaseSQL.granted
            case .grantedBefore: LeaseSQL.grantedBefore
            case .lanAnsweredBefore: LeaseSQL.lanAnsweredBefore(lines: 2)
            case .grantedToAgent: LeaseSQL.grantedToAgent
            case .grantedWithMLab: LeaseSQL.grantedWithMLab(lines: 2)
            case .bytesUsed: LeaseSQL.bytesUsed(lines: 2)
            case .lanAnswered: LeaseSQL.lanAnswered(lines: 2)
            case .neighbours: LeaseSQL.neighbours(lines: 2)
            }
        }
    }

    @Test("nothing is scanned to answer an ask for a lease", arguments: LeaseStatement.allCases)
    func noScanForALease(_ statement: LeaseStatement) async throws {
        let store = try SQLiteStore.inMemory()
        let plan = try await store.database.read { db in
            let explain = try db.makeStatement(sql: "EXPLAIN QUERY PLAN " + statement.sql)
            // A plan is made before values are known; any will do.
            return try Row.fetchAll(
                explain, arguments: StatementArguments(Array(repeating: 1, count: statement.parameters))
            ).map { $0["detail"] as String }
        }
        #expect(plan.contains { $0.hasPrefix("SEARCH") })
        // The constant row of an EXISTS is not a table.
        #expect(plan.filter { $0.hasPrefix("SCAN") && $0 != "SCAN CONSTANT ROW" } == [])
    }

    /// Looked for each day, among all that a country keeps for three months.
    @Test(
        "envelopes that are due are found by an index of them, not among those that are not",
        arguments: [
            (PastEnvelopes.oldSQL, "envelope_held (received_at<?)"),
            (PastEnvelopes.hashedSQL, "envelope_hashed (received_at<?)"), (PastEnvelopes.emptySQL, "envelope_empty"),
        ])
    func dueEnvelopes(_ sql: String, _ index: String) async throws {
        let plan = try await SQLiteStore.inMemory().database.read { db in
            try Row.fetchAll(
                db, sql: "EXPLAIN QUERY PLAN " + sql,
                arguments: StatementArguments(Array(repeating: 1, count: sql.filter { $0 == "?" }.count))
            ).map { $0["detail"] as String }
        }
        #expect(plan.count == 1 && plan[0].hasSuffix(index), "\(plan)")
    }

    /// Asked for each school of a country.
    @Test(
        "a school's tests and slots of a period are a range of an index",
        arguments: [
            LineLedger.testsSQL, LineLedger.summarisedSQL, SlotOutcomes.readSQL, SlotOutcomes.countSQL,
            PastLineTests.readingSQL, PastLineTests.monthSQL,
        ])
    func periodOfSchool(_ sql: String) async throws {
        let plan = try await SQLiteStore.inMemory().database.read { db in
            let explain = try db.makeStatement(sql: "EXPLAIN QUERY PLAN " + sql)
            let arguments: StatementArguments = sql.contains("?4") ? ["x", 1, 2, "y"] : ["x", 1, 2]
            return try Row.fetchAll(explain, arguments: arguments)
                .map { $0["detail"] as String }
        }
        #expect(plan.contains { $0.hasPrefix("SEARCH") && $0.contains("school_id=? AND") }, "\(plan)")
        #expect(plan.filter { $0.hasPrefix("SCAN") } == [])
    }

    @Test(
        "what an import looks up is found by index",
        arguments: [
            ProgrammeTables.programme, ProgrammeTables.piece, ProgrammeTables.lot, ProgrammeTables.indicator,
            ProgrammeTables.value, ProgrammeTables.milestone,
        ])
    func imports(_ table: RecordTable) async throws {
        let plan = try await SQLiteStore.inMemory().database.read { db in
            let arguments = Array(repeating: "x", count: table.key.count)
            return try Row.fetchAll(
                db, sql: "EXPLAIN QUERY PLAN " + table.select, arguments: StatementArguments(arguments)
            ).map { $0["detail"] as String }
        }
        #expect(plan.contains { $0.hasPrefix("SEARCH") } && !plan.contains { $0.hasPrefix("SCAN") }, "\(plan)")
    }

    @Test("what a line test is held against is found by key", arguments: [LineProof.lineSQL, LineProof.leaseSQL])
    func proof(_ sql: String) async throws {
        let plan = try await SQLiteStore.inMemory().database.read { db in
            let arguments = Array(repeating: "x", count: sql == LineProof.lineSQL ? 2 : 5)
            return try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + sql, arguments: StatementArguments(arguments))
                .map { $0["detail"] as String }
        }
        let searches = plan.filter { $0.contains("SEARCH") }
        #expect(searches.count == (sql == LineProof.lineSQL ? 1 : 2))
        #expect(searches.allSatisfy { $0.contains("agent_id=? AND lease=?") || $0.contains("PRIMARY KEY") }, "\(plan)")
        #expect(plan.filter { $0.hasPrefix("SCAN") && !$0.contains("CONSTANT") } == [])
    }

    /// What is read to work out one school's figures, and what an ingest does for them.
    enum FigureStatement: String, CaseIterable, CustomTestStringConvertible {
        case computers, sightings, registered, assets, assetsBefore, findAgent, byUUID, bySerial, byLabel
        var testDescription: String { rawValue }

        func sql(_ source: SchoolSource) -> String {
            switch self {
            case .computers: PresenceSQL.computers(source)
            case .sightings: PresenceSQL.sightings(source)
            case .registered: PresenceSQL.registered(source)
            case .assets: PresenceSQL.assets(AssetSource(before: nil), source)
            case .assetsBefore: PresenceSQL.assets(AssetSource(before: .first), source)
            case .findAgent: ComputerSQL.findAgent
            case .byUUID: ComputerSQL.takeOver[0]
            case .bySerial: ComputerSQL.takeOver[1]
            case .byLabel: ComputerSQL.takeOver[2]
            }
        }

        var parameters: Int {
            switch self {
            case .sightings, .assets, .assetsBefore: 2
            default: 1
            }
        }
    }

    @Test("a school's figures are worked out of its own part of each table", arguments: FigureStatement.allCases)
    func noScanForFigures(_ statement: FigureStatement) async throws {
        let plan = try await SQLiteStore.inMemory().database.read { db in
            let source = try SchoolSource(Query(asOf: Date()), in: db)
            return try Row.fetchAll(
                db, sql: "EXPLAIN QUERY PLAN " + statement.sql(source),
                arguments: StatementArguments(Array(repeating: "x", count: statement.parameters))
            ).map { $0["detail"] as String }
        }
        #expect(plan.contains { $0.hasPrefix("SEARCH") })
        #expect(plan.filter { $0.hasPrefix("SCAN") && !$0.contains("CONSTANT") } == [], "\(plan)")
    }
}
