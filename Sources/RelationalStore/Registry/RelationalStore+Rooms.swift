internal import Foundation
internal import Relational
public import Reports
public import Store

extension RelationalStore {
    public func importRooms(_ rooms: [Room], from day: CivilDate, dryRun: Bool) async throws -> ImportOutcome {
        try await change(dryRun: dryRun) { db in
            let history = SchoolHistory(db: db)
            return try ImportOutcome.taking(
                rooms, named: { "room \($0.name) of school \($0.school)" },
                before: { try Self.room($0, in: db) },
                write: { room in
                    _ = try history.school(room.school)
                    try Self.keep(room, from: day, in: db)
                })
        }
    }

    public func endRooms(_ rooms: [Room], on day: CivilDate, dryRun: Bool) async throws -> ImportOutcome {
        try await change(dryRun: dryRun) { db in
            var outcome = ImportOutcome()
            for room in rooms {
                let known = try Row.fetchOne(
                    db.cachedStatement(
                        sql: """
                            SELECT valid_from, valid_to FROM room WHERE school_id = ? AND name = ?
                            ORDER BY valid_from DESC LIMIT 1
                            """), arguments: [room.school, room.name])
                try Self.end(known, "room \(room.name) of school \(room.school)", on: day, &outcome) {
                    try db.cachedStatement(
                        sql: "UPDATE room SET valid_to = ? WHERE school_id = ? AND name = ? AND valid_to IS NULL"
                    ).execute(arguments: [day.description, room.school, room.name])
                }
            }
            return outcome
        }
    }

    private static func room(_ room: Room, in db: Database) throws -> Room? {
        let statement = try db.cachedStatement(
            sql: "SELECT kind, seats FROM room WHERE school_id = ? AND name = ? AND valid_to IS NULL")
        return try Row.fetchOne(statement, arguments: [room.school, room.name]).map { row in
            Room(
                school: room.school, name: room.name, kind: try row.valueIfPresent(RoomKind.self, "kind"),
                seats: row["seats"])
        }
    }

    /// What is first heard of a room has always been so; what changes is so from `day` on.
    private static func keep(_ room: Room, from day: CivilDate, in db: Database) throws {
        let key: StatementArguments = [room.school, room.name]
        let latest = try String.fetchOne(
            db.cachedStatement(sql: "SELECT max(valid_from) FROM room WHERE school_id = ? AND name = ?"), arguments: key
        )
        if let latest, latest > day.description, let known = CivilDate(latest) {
            throw StoreFailure.changedSince("room \(room.name) of school \(room.school)", day: known)
        }
        try db.cachedStatement(
            sql: """
                UPDATE room SET valid_to = ?3 WHERE school_id = ?1 AND name = ?2 AND valid_to IS NULL AND valid_from < ?3
                """
        ).execute(arguments: key + [day.description])
        let start = latest == nil ? CivilDate.first : day
        try db.cachedStatement(
            sql: "INSERT OR REPLACE INTO room (school_id, name, valid_from, kind, seats) VALUES (?, ?, ?, ?, ?)"
        ).execute(arguments: key + [start.description, room.kind?.rawValue, room.seats])
    }

    public func rooms(_ query: Query, scope: Scope) async throws -> [RoomRow] {
        let rows = try await read { db in
            let filter = try Filter(query, scope: scope, in: db)
            var rows: [RoomRow] = []
            for school in try filter.schools(in: db) {
                rows += try Self.rooms(query, filter, of: school, in: db)
                if let limit = query.limit, rows.count >= query.offset + limit { break }
            }
            return rows
        }
        return Array(rows.dropFirst(query.offset).prefix(query.limit ?? .max))
    }

    private static func rooms(
        _ query: Query, _ all: Filter, of id: String, in db: Database
    ) throws -> [RoomRow] {
        let school = all.of(school: id)
        var rows: [RoomKey: RoomRow] = [:]
        var filter = school
        filter.add("r.name = ?", query.room)
        let named = try db.cachedStatement(sql: ReadingSQL.rooms(filter))
        for row in try Row.fetchAll(named, arguments: filter.arguments) {
            let room = RoomRow(
                school: row["school_id"], schoolName: SchoolColumns.names(row).preferred(query.language),
                room: row["name"], kind: try row.valueIfPresent(RoomKind.self, "kind"), seats: row["seats"])
            rows[RoomKey(room)] = room
        }
        filter = school
        filter.add("coalesce(p.room, c.room) = ?", query.room)
        let used = try db.cachedStatement(sql: ReadingSQL.roomComputers(filter))
        let counts = try Row.fetchAll(used, arguments: [query.liveSince.seconds] + filter.arguments)
        let counted = counts.reduce(0) { $0 + ($1["devices"] as Int) }
        let devices = try Self.devices(query, filter, of: id, counted: counted, in: db)
        for row in counts {
            var room = RoomRow(
                school: row["school_id"], schoolName: SchoolColumns.names(row).preferred(query.language),
                room: row["room"])
            room = rows[RoomKey(room)] ?? room
            room.computers = row["computers"]
            room.live = row["live"]
            room.devices = devices.map { $0[room.room] ?? 0 } ?? row["devices"]
            rows[RoomKey(room)] = room
        }
        return rows.values.sorted { RoomKey($0) < RoomKey($1) }
    }

    /// How many devices are at the computers of each room; nil where they are as many as their computers have, because no device
    /// of the school is at two: then the school has as many as all of its computers together.
    /// - Parameters:
    ///   - school: leaves the computers of the rooms asked for.
    ///   - counted: the sum over these computers.
    private static func devices(
        _ query: Query, _ school: Filter, of id: String, counted: Int, in db: Database
    ) throws -> [String?: Int]? {
        if query.room == nil, school.source.isAssignedAsNow {
            let known = try Int.fetchOne(
                db.cachedStatement(sql: "SELECT devices FROM school_figures WHERE school_id = ? AND stale = 0"),
                arguments: [id])
            if known == counted { return nil }
        }
        let rows = try Row.fetchAll(
            db.cachedStatement(sql: ReadingSQL.roomDevices(school)), arguments: school.arguments)
        return Dictionary(uniqueKeysWithValues: rows.map { ($0["room"] as String?, $0["devices"] as Int) })
    }

    /// Rooms by school and name; computers without a room come last.
    private struct RoomKey: Hashable, Comparable {
        var school: String
        var room: String?

        init(_ row: RoomRow) {
            (school, room) = (row.school, row.room)
        }

        static func < (left: RoomKey, right: RoomKey) -> Bool {
            guard left.school == right.school else { return left.school < right.school }
            guard let name = left.room else { return false }
            return right.room.map { name < $0 } ?? true
        }
    }
}

extension ReadingSQL {
    static func rooms(_ filter: Filter) -> String {
        """
        SELECT r.school_id, \(SchoolColumns.nameList), r.name, r.kind, r.seats FROM \(filter.source.open) AS s
        CROSS JOIN room AS r ON r.school_id = s.id AND \(filter.source.isValid("r"))
        \(filter.sql)
        """
    }

    /// Devices are counted once at each computer that has them. Arguments: live since, then the filter's.
    static func roomComputers(_ filter: Filter) -> String {
        """
        SELECT s.id AS school_id, \(SchoolColumns.groupedNames), coalesce(p.room, c.room) AS room,
            count(*) AS computers, count(*) FILTER (WHERE a.last_seen >= ?) AS live, sum(c.devices) AS devices
        \(computersInRooms(filter)) \(filter.sql) GROUP BY +s.id, coalesce(p.room, c.room)
        """
    }

    /// Devices that several computers of a room have are counted once.
    static func roomDevices(_ filter: Filter) -> String {
        """
        SELECT coalesce(p.room, c.room) AS room, count(DISTINCT d.device_id) AS devices
        \(computersInRooms(filter)) JOIN device AS d ON d.agent_id = c.agent_id AND d.attached = 1
        \(filter.sql) GROUP BY coalesce(p.room, c.room)
        """
    }

    private static func computersInRooms(_ filter: Filter) -> String {
        """
        FROM \(filter.source.open) AS s
        CROSS JOIN assignment AS p ON p.school_id = s.id AND \(filter.source.assigned)
        JOIN agent AS a ON a.id = p.agent_id
        JOIN computer AS c ON c.agent_id = p.agent_id AND \(Counted.isComputer)
        """
    }
}
