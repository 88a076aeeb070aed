internal import Foundation
internal import Relational
internal import Reports
internal import Store

/// Reads what answers about programmes are made of, within one snapshot.
struct ProgrammeReader {
    let db: Database
    let query: Query
    let scope: Scope

    /// How many days a period has whose beginning nobody named; as `--days` of the commands.
    static let standardDays = 60

    var today: CivilDate { Self.day(query.asOf) }
    var since: CivilDate { query.since.map(Self.day) ?? today.adding(days: -Self.standardDays) }

    /// Whether the question is about the days that `programme_figure` is kept for.
    var isOfKeptDays: Bool { since == today.adding(days: -Self.standardDays) }

    /// - Parameter kept: where figures are kept of the question's day: of schools of which there are any these are taken, and
    ///   their deliveries are not read.
    /// - Throws: `StoreFailure.unknownProgramme`.
    func book(withDeliveries: Bool, kept: ProgrammeFigures? = nil) throws -> ProgrammeBook {
        let programmes = try programmes()
        let filter = try filter(of: "m.programme_id")
        var members: [String: [String]] = [:]
        var schools: [SchoolPlace] = []
        for row in try Row.fetchAll(db, sql: ProgrammeSQL.members(filter), arguments: filter.arguments) {
            if schools.last?.id != row["id"] { schools.append(try school(row)) }
            members[row["programme_id"], default: []].append(row["id"])
        }
        // Of a part of the country only those that are there; who may see a part learns of no others.
        let isWhole = scope == .everything && query.area == nil && query.school == nil
        var book = ProgrammeBook(
            programmes: programmes.filter { isWhole || members[$0.id] != nil }.map { programme in
                var programme = programme
                programme.schools = members[programme.id] ?? []
                return programme
            }, schools: try withDays(schools), language: query.language)
        if let id = query.filters.programme, scope != .everything, book.programmes.isEmpty {
            throw StoreFailure.unknownProgramme(id)
        }
        if withDeliveries {
            var filter = try participants()
            if !isOfKeptDays || kept == nil, !query.asItWas {
                // Of schools that a region tells this hub of there is nothing but what it told, of the usual days.
                book.figures = try ProgrammeFigures(db: db).forwarded(filter)
            }
            if let kept {
                book.figures += try kept.kept(filter)
                let unkept = try String.fetchAll(
                    db, sql: ProgrammeSQL.unkept(filter, of: kept.span, until: today),
                    arguments: filter.arguments)
                try filter.restrict(to: unkept)
            }
            let found = try deliveries(filter)
            book.deliveries = found
            book.devices = try devices(for: found, filter)
        } else {
            book.milestones = try milestones()
        }
        return book
    }

    private func programmes() throws -> [Programme] {
        let asked = query.filters
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT * FROM programme WHERE (CAST(?1 AS TEXT) IS NULL OR id = ?1) AND (CAST(?2 AS TEXT) IS NULL OR funder = ?2) ORDER BY id
                """, arguments: [asked.programme, asked.funder])
        if let id = asked.programme, rows.isEmpty { throw StoreFailure.unknownProgramme(id) }
        return rows.map { row in
            Programme(
                id: row["id"], names: SchoolColumns.names(row), funder: row["funder"], startsOn: row["starts_on"],
                endsOn: row["ends_on"])
        }
    }

    private func filter(of column: String) throws -> Filter {
        var filter = try Filter(query, scope: scope, in: db)
        filter.add("\(column) = ?", query.filters.programme)
        return filter
    }

    /// The schools that take part in the programme asked for, or in any.
    func participants() throws -> Filter {
        var filter = try Filter(query, scope: scope, in: db)
        filter.add(
            "s.id IN (SELECT m.school_id FROM programme_school AS m WHERE m.programme_id = ?)",
            query.filters.programme)
        return filter
    }

    private func deliveries(_ schools: Filter) throws -> [Delivery] {
        var filter = schools
        filter.add("l.day <= ?", today.description)
        return try Row.fetchAll(db, sql: ProgrammeSQL.deliveries(filter), arguments: filter.arguments).map { row in
            Delivery(
                programme: row["programme_id"], school: row["school_id"], day: row["day"],
                category: try row.value(Category.self, "category"), model: row["model"], count: row["count"],
                serialHash: row["serial_hash"], document: row["document"])
        }
    }

    private func devices(for deliveries: [Delivery], _ schools: Filter) throws -> [DeviceUse] {
        guard !deliveries.isEmpty else { return [] }
        var categories = deliveries.reduce(into: Set<Category>()) { $0.formUnion($1.category.mayBeSeenAs) }
        // A serial tells a thing that no rule knows.
        if deliveries.contains(where: { $0.serialHash != nil }) { categories.formUnion([.unknown, .other]) }
        return try use(of: categories, schools)
    }

    private func milestones() throws -> [Milestone] {
        var filter = try filter(of: "m.programme_id")
        filter.add("m.day <= ?", today.description)
        return try Row.fetchAll(db, sql: ProgrammeSQL.milestones(filter), arguments: filter.arguments).map { row in
            Milestone(
                programme: row["programme_id"], school: row["school_id"],
                stage: try row.value(MilestoneStage.self, "stage"), day: row["day"], cost: row["cost"],
                currency: row["currency"], document: row["document"])
        }
    }

    private func use(of categories: Set<Category>, _ filter: Filter) throws -> [DeviceUse] {
        let hash = try Data.fetchOne(
            db, sql: "SELECT value FROM region_secret WHERE name = ?", arguments: [SerialHash.secretName]
        ).map { SerialHash(key: $0) }
        var filter = filter
        filter.add("d.first_seen <= ?", query.asOf.seconds)
        let cursor = try Row.fetchCursor(
            db, sql: ProgrammeSQL.deviceUse(filter, categories: categories), arguments: filter.arguments)
        var days = AgentDays(days: SeenDays(db: db), since: SeenDate(since), until: SeenDate(today))
        var uses: [DeviceUse] = []
        while let row = try cursor.next() {
            let serial: String? = row["serial"]
            let first = Self.day(row.date("first_seen"))
            let last = row.date("last_seen")
            let (agent, device): (String, String) = (row["agent_id"], row["device_id"])
            uses.append(
                DeviceUse(
                    school: row["school_id"], device: device,
                    category: try row.value(Category.self, "category"), serialHash: serial.flatMap { hash?($0) },
                    firstDay: first.description,
                    // What was seen after the moment asked for is not known at that moment.
                    lastDay: last <= query.asOf
                        ? Self.day(last).description : try days.last(of: device, at: agent) ?? first.description,
                    days: try days.seen(device, at: agent)))
        }
        return uses
    }

    func school(_ row: Row) throws -> SchoolPlace {
        SchoolPlace(
            id: row["id"], name: SchoolColumns.names(row).preferred(query.language), area: SchoolColumns.area(row),
            type: try row.value(SchoolType.self, "type"), supportedBy: row["supported_by"],
            pupils: query.shown(row["pupils"]), rural: row["rural"],
            electricity: (row["electricity"] as String?).flatMap(Electricity.init(rawValue:)), grades: row["grades"])
    }

    /// Schools with what programmes, norms and rollups need of them.
    /// - Parameter kept: as of `ProgrammeSQL.places`.
    func places(kept: Bool) throws -> [SchoolPlace] {
        let filter = try Filter(query, scope: scope, in: db)
        let rows = try Row.fetchAll(
            db, sql: ProgrammeSQL.places(filter, kept: kept), arguments: [query.liveSince.seconds] + filter.arguments)
        return try withDays(
            rows.map { row in
                var place = try school(row)
                place.computersLive = row["computers_live"]
                place.pedagogicalComputers = row["pedagogical_computers"]
                (place.shifts, place.teachers, place.classes) = (row["shifts"], row["teachers"], row["classes"])
                return place
            })
    }

    private func withDays(_ schools: [SchoolPlace]) throws -> [SchoolPlace] {
        let settings = try SettingsLedger(db: db).settings(of: schools.map { ($0.id, $0.area) })
        return schools.map { school in
            var school = school
            if let own = settings[school.id] {
                school.days = SchoolDays(own)
                school.presenceDays = own.presenceDays ?? PresenceWindow.standardDays
                school.thresholds = LineThresholds(settings: own.thresholds)
            }
            return school
        }
    }

    /// The UTC day: lessons lie within it in every zone from four hours west to eight hours east of Greenwich.
    static func day(_ time: Date) -> CivilDate {
        CivilDate(daysSinceEpoch: Int((time.timeIntervalSince1970 / 86_400).rounded(.down)))
    }
}

/// What is asked of the days of one agent after another, each unpacked once.
private struct AgentDays {
    let days: SeenDays
    let since: SeenDate
    let until: SeenDate
    private var agent: String?
    private var marks: [String: [Int: UInt32]] = [:]

    init(days: SeenDays, since: SeenDate, until: SeenDate) {
        (self.days, self.since, self.until) = (days, since, until)
    }

    mutating func seen(_ device: String, at agent: String) throws -> Set<String> {
        if self.agent != agent {
            marks = try days.marks(of: agent, since: since, until: until)
            self.agent = agent
        }
        return (marks[device] ?? [:]).reduce(into: []) { seen, month in
            for day in SeenMonth.days(month.value) { seen.insert(SeenDate(month: month.key, day: day).description) }
        }
    }

    /// Asked of few: what was seen last after the moment that the question is about.
    func last(of device: String, at agent: String) throws -> String? {
        try days.lastDays(of: agent, until: until)[device]?.description
    }
}
