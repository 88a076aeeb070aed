internal import Foundation
internal import GRDB
internal import Reports
public import Store

extension SQLiteStore {
    public func devices(_ query: Query, scope: Scope) async throws -> [DeviceRow] {
        try await read { db in
            query.byComputer || query.agent != nil
                ? try Self.devicesByComputer(query, scope: scope, in: db)
                : try Self.devicesBySchool(query, scope: scope, in: db)
        }
    }

    private static func devicesByComputer(_ query: Query, scope: Scope, in db: Database) throws -> [DeviceRow] {
        var filter = try Filter(query, scope: scope, in: db)
        filter.add("coalesce(p.room, c.room) = ?", query.room)
        filter.add("d.category = ?", query.category?.rawValue)
        filter.add("d.agent_id = ?", query.agent?.text)
        filter.add("d.last_seen >= ?", query.since?.seconds)
        return try Row.fetchAll(
            db, sql: ReadingSQL.devices(filter, limit: query.limit), arguments: filter.arguments
        ).map { try sighting($0, query).row }
    }

    /// Reads school by school, and stops when there are rows enough. Room, category and time are those of the one row that
    /// a device has, so they are looked at after merging.
    private static func devicesBySchool(_ query: Query, scope: Scope, in db: Database) throws -> [DeviceRow] {
        let filter = try Filter(query, scope: scope, in: db)
        let cursor = try Row.fetchCursor(
            db, sql: ReadingSQL.devices(filter, limit: nil), arguments: filter.arguments)
        var rows: [DeviceRow] = []
        var school: [DeviceSighting] = []
        func close() throws {
            rows += try SchoolDevices.rows(of: school) { try spans(of: $0, in: school, db) }.filter { row in
                (query.room.map { row.room == $0 } ?? true) && (query.category.map { row.category == $0 } ?? true)
                    && (query.since.map { row.lastSeen >= $0 } ?? true)
            }
            school = []
        }
        while let row = try cursor.next() {
            let sighting = try sighting(row, query)
            if let last = school.last, last.row.school != sighting.row.school {
                try close()
                if let limit = query.limit, rows.count >= limit { break }
            }
            school.append(sighting)
        }
        try close()
        return Array(rows.prefix(query.limit ?? .max))
    }

    static func spans(of device: String, in school: [DeviceSighting], _ db: Database) throws -> [DeviceSpan] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT agent_id, day, min(first_at) AS first_at, max(last_at) AS last_at, sum(minutes) AS minutes
                FROM device_day WHERE agent_id = ? AND device_id = ? GROUP BY day
                """)
        return try school.filter { $0.row.id == device }.flatMap { sighting in
            try Row.fetchAll(statement, arguments: [sighting.row.agent.text, device]).map { row in
                DeviceSpan(
                    agent: sighting.row.agent, day: row["day"], first: row.date("first_at"), last: row.date("last_at"),
                    minutes: row["minutes"])
            }
        }
    }

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
            daysSeen: row["days_seen"], minutes: row["minutes"])
        let heard = row.dateIfPresent("heard_at")
        return DeviceSighting(row: device, isLive: heard.map { $0 >= query.liveSince } ?? false)
    }
}
