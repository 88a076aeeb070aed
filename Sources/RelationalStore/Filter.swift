internal import Foundation
internal import Relational
internal import Reports
internal import Store

/// The conditions of a reading query, and its arguments in the same order.
struct Filter: Sendable {
    private var clauses: [String] = []
    private(set) var arguments: StatementArguments = []
    /// The schools and assignments of the query's moment.
    let source: SchoolSource
    private var isOfOneSchool = false

    /// Conditions on the school, which every list joins as `s`: the reader's scope, the area and the school asked for.
    /// - Throws: `StoreFailure.unknownArea`, `.unknownSchool`; what lies outside the scope is as unknown as what is not.
    init(_ query: Query, scope: Scope, in db: Database) throws {
        source = try SchoolSource(query, in: db)
        switch scope {
        case .everything: break
        case .areas(let areas): restrict(to: areas)
        case .school(let id): restrict(toSchool: id)
        }
        add("s.type = ?", query.filters.type?.rawValue)
        add("s.rural = ?", query.filters.rural)
        add("s.id >= ?", query.fromSchool)
        if let name = query.filters.name { search(name) }
        if let name = query.area { restrict(to: try Self.areas(named: name, scope: scope, from: source.all, in: db)) }
        if let school = query.school {
            let row = try Row.fetchOne(
                db, sql: "SELECT country, region, district FROM school WHERE id = ?", arguments: [school])
            guard let row, scope.includes(SchoolColumns.area(row), school: school) else {
                throw StoreFailure.unknownSchool(school)
            }
            restrict(toSchool: school)
        }
    }

    /// All conditions of a list whose matches are counted, so that its page and its count cannot part.
    /// - Throws: as `init(_:scope:in:)`.
    init(of list: CountedList, _ query: Query, scope: Scope, in db: Database) throws {
        self = try Self(query, scope: scope, in: db).narrowed(to: list, query)
    }

    /// These conditions on the school, and those of a list on its rows.
    func narrowed(to list: CountedList, _ query: Query) -> Self {
        var filter = self
        switch list {
        case .schools, .places: break
        case .computers:
            filter.add("coalesce(p.room, c.room) = ?", query.room)
            filter.add("c.agent_id = ?", query.agent?.text)
            filter.add("a.last_seen >= ?", query.since?.seconds)
            filter.add("c.memory_mib < ?", query.filters.stock.ramBelowMiB)
            filter.add("coalesce(\(ReadingSQL.purchasedOn), \(ReadingSQL.firmwareOn)) <= ?", query.boughtBy)
        case .agents:
            filter.add("p.room = ?", query.room)
            filter.add("a.id = ?", query.agent?.text)
            filter.add("a.last_seen >= ?", query.since?.seconds)
        case .enrollments: filter.add("e.room = ?", query.room)
        }
        return filter
    }

    /// The conditions of `.computers` on computers that have no agent.
    func narrowedToRegistered(_ query: Query) -> Self {
        var filter = self
        filter.add("r.room = ?", query.room)
        // No agent has an id or a report.
        if query.agent != nil || query.since != nil { filter.clauses.append("FALSE") }
        filter.add("r.memory_mib < ?", query.filters.stock.ramBelowMiB)
        filter.add("r.purchased_on <= ?", query.boughtBy)
        return filter
    }

    mutating func add(_ clause: String, _ argument: (any DatabaseValueConvertible)?) {
        guard let argument else { return }
        clauses.append(clause)
        arguments += [argument]
    }

    mutating func add(_ clause: String, all arguments: [any DatabaseValueConvertible]) {
        clauses.append(clause)
        self.arguments += StatementArguments(arguments)
    }

    /// These conditions on one of the schools, for lists that are read one school after another.
    func of(school: String) -> Self {
        var filter = self
        filter.restrict(toSchool: school)
        return filter
    }

    /// Nothing but these schools, which were found by these conditions.
    func only(_ schools: [String]) throws -> Self {
        var filter = self
        (filter.clauses, filter.arguments) = ([], [])
        try filter.restrict(to: schools)
        return filter
    }

    private mutating func restrict(toSchool school: String) {
        add("s.id = ?", school)
        isOfOneSchool = true
    }

    /// Leaves these schools.
    mutating func restrict(to schools: [String]) throws {
        add(
            "s.id IN (SELECT value FROM json_each(?))",
            String(decoding: try JSONEncoder().encode(schools), as: UTF8.self))
    }

    /// Leaves the schools that the agent was ever assigned to: of one computer nobody looks through a country.
    mutating func narrow(to agent: AgentID?) {
        add("s.id IN (SELECT w.school_id FROM assignment AS w WHERE w.agent_id = ?)", agent?.text)
    }

    /// The schools, in their order, for lists that are read one school after another: what would sort all of a country's rows
    /// before the first of them is known.
    /// - Parameter page: whose limit and offset hold; nil for all.
    func schools(in db: Database, withClosed: Bool = false, page: Query? = nil) throws -> [String] {
        try String.fetchAll(
            db,
            sql: """
                SELECT s.id FROM \(withClosed ? source.all : source.open) AS s \(sql) ORDER BY \(schoolOrder)
                \(page.map(ReadingSQL.page) ?? "")
                """, arguments: arguments)
    }

    private mutating func search(_ name: String) {
        let condition = SchoolSearch.condition(name)
        clauses.append(condition.sql)
        arguments += StatementArguments(condition.arguments)
    }

    /// `WHERE ...`, or nothing.
    var sql: String { clauses.isEmpty ? "" : "WHERE " + clauses.joined(separator: " AND ") }

    /// What lists are ordered by first. The plus keeps SQLite from reading every school in the order of the primary key where
    /// it could read a narrow range of areas and sort that; of one school there is nothing to sort by.
    var schoolOrder: String { clauses.isEmpty || isOfOneSchool ? "s.id" : "+s.id" }

    /// Each area is a range of `area_key`: from its own key up to the key with the character after the slash.
    private mutating func restrict(to areas: [AreaPath]) {
        let ranges = areas.map { _ in "(s.area_key >= ? AND s.area_key < ?)" }
        clauses.append(ranges.isEmpty ? "FALSE" : "(" + ranges.joined(separator: " OR ") + ")")
        for area in areas {
            let key = SchoolColumns.areaKey(area)
            arguments += [key, key.dropLast() + "0"]
        }
    }

    /// Areas that schools lie in, by their path, their narrowest level, or what the list of areas calls them.
    /// - Throws: `StoreFailure.unknownArea`.
    static func areas(
        named name: String, scope: Scope, from schools: String = "school", in db: Database
    ) throws -> [AreaPath] {
        let known = try Row.fetchAll(db, sql: ReadingSQL.areas(from: schools))
            .map(SchoolColumns.area).filter { try isSeen($0, by: scope, in: db) }
        let called = Set(try AreaColumns.all(in: db).filter { $0.isCalled(name) }.map(\.path.key))
        let named = Set(known.flatMap(\.selfAndAncestors)).filter { area in
            area.isNamed(name) || (!called.isEmpty && called.contains(area.key))
        }
        guard !named.isEmpty else { throw StoreFailure.unknownArea(name) }
        return named.sorted { $0.text < $1.text }
    }

    /// Whoever sees one school may name the areas that it lies in.
    private static func isSeen(_ area: AreaPath, by scope: Scope, in db: Database) throws -> Bool {
        guard case .school(let id) = scope else { return scope.includes(area) }
        let row = try Row.fetchOne(
            db, sql: "SELECT country, region, district FROM school WHERE id = ?", arguments: [id])
        return row.map(SchoolColumns.area) == area
    }
}

extension Query {
    /// The last day on which a computer was bought that is as old as asked for, `yyyy-mm-dd`.
    fileprivate var boughtBy: String? {
        guard let years = filters.stock.olderThanYears else { return nil }
        let today = SchoolClock(RegionSettings()).day(of: asOf)
        let day = CivilDate(year: today.year - years, month: today.month, day: today.day)
        // 29 February has no anniversary in most years.
        return (day ?? CivilDate(year: today.year - years, month: today.month, day: today.day - 1))?.description
    }
}
