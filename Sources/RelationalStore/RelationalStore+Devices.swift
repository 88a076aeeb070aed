internal import Foundation
internal import Relational
internal import Reports
public import Store

extension RelationalStore {
    /// How many schools are read in one transaction, and in how many beside each other. A page of all devices is full after few
    /// schools, and the next may have thousands; one of a category needs many.
    private static func pace(_ query: Query) -> (schools: Int, together: Int) {
        if query.category == nil, query.limit != nil { return (1, 1) }
        return (3, ProcessInfo.processInfo.activeProcessorCount)
    }

    public func devices(_ query: Query, scope: Scope) async throws -> [DeviceRow] {
        guard !query.byComputer, query.agent == nil else {
            return try await read { db in try Self.devicesByComputer(query, scope: scope, in: db) }
        }
        let (filter, schools) = try await read { db in
            let filter = try Filter(query, scope: scope, in: db)
            return (filter, try filter.schools(in: db))
        }
        let pace = Self.pace(query)
        let limit = query.limit ?? .max
        return try await withThrowingTaskGroup(of: (Int, [DeviceRow]).self) { group in
            var rows: [DeviceRow] = []
            // What was read before something that stands further up, by its place.
            var waiting: [Int: [DeviceRow]] = [:]
            var (left, begun, added) = (schools[...], 0, 0)
            while rows.count < limit {
                while !left.isEmpty, begun < added + waiting.count + pace.together {
                    let (place, part) = (begun, left.prefix(pace.schools))
                    left = left.dropFirst(pace.schools)
                    begun += 1
                    group.addTask {
                        (place, try await self.read { try Self.devices(of: part, filter, query, in: $0) })
                    }
                }
                guard let (place, read) = try await group.next() else { break }
                waiting[place] = read
                while let next = waiting.removeValue(forKey: added) {
                    rows += next
                    added += 1
                }
            }
            group.cancelAll()
            return Array(rows.prefix(limit))
        }
    }

    private static func devicesByComputer(_ query: Query, scope: Scope, in db: Database) throws -> [DeviceRow] {
        var filter = try Filter(query, scope: scope, in: db)
        filter.add("coalesce(p.room, c.room) = ?", query.room)
        filter.add("d.category = ?", query.category?.rawValue)
        filter.add("d.agent_id = ?", query.agent?.text)
        filter.add("d.last_seen >= ?", query.since?.seconds)
        filter.narrow(to: query.agent)
        var totals = SchoolTotals(db: db)
        return try Row.fetchAll(
            db, sql: ReadingSQL.devices(filter, limit: query.limit), arguments: filter.arguments
        ).map { row in
            var device = try sighting(row, query).row
            if query.tellsDays { try totals.fill(&device) }
            return device
        }
    }

    /// Room, category and time are those of the one row that a device has, so they are looked at after merging; what no computer
    /// took for the category is not read at all.
    private static func devices(
        of schools: ArraySlice<String>, _ filter: Filter, _ query: Query, in db: Database
    ) throws -> [DeviceRow] {
        var rows: [DeviceRow] = []
        var totals = SchoolTotals(db: db)
        for school in schools {
            var one = filter.of(school: school)
            if let category = query.category {
                one.add(ReadingSQL.deviceOfCategory, all: [category.rawValue, school])
            }
            let statement = try db.cachedStatement(
                sql: query.category == nil ? ReadingSQL.devices(one, limit: nil) : ReadingSQL.fewDevices(one))
            let sightings = try Row.fetchAll(statement, arguments: one.arguments).map { row in
                var sighting = try sighting(row, query)
                if query.tellsDays { try totals.fill(&sighting.row, alone: query.category != nil) }
                return sighting
            }
            rows += try SchoolDevices.rows(of: sightings) { try spans(of: $0, in: sightings, db) }.filter { row in
                (query.room.map { row.room == $0 } ?? true) && (query.category.map { row.category == $0 } ?? true)
                    && (query.since.map { row.lastSeen >= $0 } ?? true)
            }
            if let limit = query.limit, rows.count >= limit { break }
        }
        return rows
    }

    static func spans(of device: String, in school: [DeviceSighting], _ db: Database) throws -> [DeviceSpan] {
        let days = SeenDays(db: db)
        return try school.filter { $0.row.id == device }.flatMap { sighting in
            try days.spans(of: device, at: sighting.row.agent)
        }
    }

    /// Without its days and minutes, which lie elsewhere (`SchoolTotals`).
    static func sighting(_ row: Row, _ query: Query) throws -> DeviceSighting {
        let device = DeviceRow(
            id: row["device_id"], school: row["school_id"],
            schoolName: SchoolColumns.names(row).preferred(query.language), room: row["room"],
            agent: try row.agent("agent_id"), label: row["label"],
            category: try row.value(Category.self, "category"),
            confidence: try row.value(Confidence.self, "confidence"), rule: row["rule"],
            bus: try row.value(Bus.self, "bus"), vendorID: row["vendor_id"], productID: row["product_id"],
            vendor: row["vendor"], product: row["product"], serial: row["serial"], port: row["port"],
            driver: row["driver"], pedagogical: row["pedagogical"], external: row["external"],
            attached: row["attached_now"], firstSeen: row.date("first_seen"), lastSeen: row.date("last_seen"),
            daysSeen: 0, minutes: 0)
        let heard = row.dateIfPresent("heard_at")
        return DeviceSighting(row: device, isLive: heard.map { $0 >= query.liveSince } ?? false)
    }
}

/// Days and minutes of the devices of one school after another: its computers' days are unpacked once each, where most of a
/// computer's devices are asked for.
private struct SchoolTotals {
    let db: Database
    private var school: String?
    private var totals: [AgentID: [String: (days: Int, minutes: Int)]] = [:]

    init(db: Database) { self.db = db }

    /// - Parameter alone: whether of this computer hardly any other device will be asked for.
    mutating func fill(_ row: inout DeviceRow, alone: Bool = false) throws {
        if school != row.school { totals = [:] }
        school = row.school
        if !alone, totals[row.agent] == nil { totals[row.agent] = try SeenDays(db: db).totals(of: row.agent.text) }
        let known =
            alone
            ? try SeenDays(db: db).totals(of: row.agent.text, device: row.id)[row.id] : totals[row.agent]?[row.id]
        guard let known else { return }
        row.daysSeen = known.days
        row.minutes = known.minutes
    }
}
