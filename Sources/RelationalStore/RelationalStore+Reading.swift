internal import Foundation
internal import Relational
internal import Reports
public import Store

extension RelationalStore {
    public func count(_ list: CountedList, _ query: Query, upTo limit: Int?, scope: Scope) async throws -> Int {
        try await read { db in
            let places = try Filter(query, scope: scope, in: db)
            let filter = places.narrowed(to: list, query)
            let sql = ReadingSQL.count(list, filter, upTo: limit)
            let count = try Int.fetchOne(db, sql: sql, arguments: filter.arguments) ?? 0
            guard list == .computers else { return count }
            let registered = places.narrowedToRegistered(query)
            let more = try Int.fetchOne(
                db, sql: ReadingSQL.countRegistered(registered), arguments: registered.arguments)
            return min(count + (more ?? 0), limit ?? .max)
        }
    }

    /// The schools of a page are found before anything is looked up of them: sorting a country's by what they are called would
    /// look it up of all.
    public func schools(_ query: Query, scope: Scope) async throws -> [SchoolRow] {
        let kept = try await freshenFigures(query, scope: scope)
        return try await read { db in
            var filter = try Filter(of: .schools, query, scope: scope, in: db)
            var page = query
            if query.limit != nil {
                filter = try filter.only(filter.schools(in: db, page: query))
                (page.limit, page.offset) = (nil, 0)
            }
            // Attached are devices now: of an earlier day, too, those that were counted now at the same computers.
            let kept = kept || filter.source.isAssignedAsNow
            let agents = try db.cachedStatement(sql: ReadingSQL.schoolAgents(filter.source))
            let forwarded = try HubSchools(db: db).figures(filter)
            return try Row.fetchAll(
                db, sql: ReadingSQL.schools(filter, page, kept: kept),
                arguments: [query.asOf.seconds] + filter.arguments
            ).map { row in
                var school = try SchoolColumns.school(row)
                school.pupils = query.shown(school.pupils)
                var shown = SchoolRow(
                    school: school, name: school.names.preferred(query.language), devices: row["devices"],
                    lastDownloadMbps: row["last_download_mbps"], lastUploadMbps: row["last_upload_mbps"])
                if let told = forwarded[school.id] {
                    (shown.computers, shown.computersLive, shown.lastReport) = (
                        told.computers, told.live, told.lastReport
                    )
                    (shown.lastDownloadMbps, shown.lastUploadMbps) = (told.lastDownloadMbps, told.lastUploadMbps)
                    return shown
                }
                for row in try Row.fetchAll(agents, arguments: [query.liveSince.seconds, school.id]) {
                    shown.lastReport = [shown.lastReport, row.dateIfPresent("last_report")].compactMap(\.self).max()
                    guard row["counted"] else { continue }
                    shown.computers = row["agents"]
                    shown.computersLive = row["live"]
                }
                return shown
            }
        }
    }

    /// School by school: a country's computers would be read and sorted whole before the first of them is known.
    public func computers(_ query: Query, scope: Scope) async throws -> [ComputerRow] {
        try await read { db in
            let places = try Filter(query, scope: scope, in: db)
            let filter = places.narrowed(to: .computers, query)
            let registered = places.narrowedToRegistered(query)
            var rows: [ComputerRow] = []
            for school in try places.schools(in: db) {
                let (one, other) = (filter.of(school: school), registered.of(school: school))
                let statement = try db.cachedStatement(sql: ReadingSQL.computers(one, registered: other))
                rows += try Row.fetchAll(statement, arguments: one.arguments + other.arguments)
                    .map { try Self.computer($0, query) }
                if let limit = query.limit, rows.count >= query.offset + limit { break }
            }
            return Array(rows.dropFirst(query.offset).prefix(query.limit ?? .max))
        }
    }

    private static func computer(_ row: Row, _ query: Query) throws -> ComputerRow {
        let lastReport = row.dateIfPresent("last_seen")
        return ComputerRow(
            agent: try row.agentIfPresent("agent_id"), source: try row.value(ComputerRow.Source.self, "source"),
            school: row["school_id"],
            schoolName: SchoolColumns.names(row).preferred(query.language), room: row["room"],
            label: row["label"], vendor: row["vendor"], model: row["model"], chassis: row["chassis"],
            cpu: row["cpu"], cpuCount: row["cpu_count"], memoryMiB: row["memory_mib"], os: row["os"],
            kernel: row["kernel"], architecture: row["architecture"], agentVersion: row["agent_version"],
            pedagogical: row["pedagogical"], purchasedOn: row["purchased_on"],
            firmwareOn: row["firmware_on"], devices: row["devices"], scannedAt: row.dateIfPresent("scanned_at"),
            lastReport: lastReport, live: lastReport.map { $0 >= query.liveSince } ?? false,
            succeeds: try row.agentIfPresent("succeeds"))
    }

    public func agents(_ query: Query, scope: Scope) async throws -> [AgentRow] {
        try await read { db in
            var places = try Filter(query, scope: scope, in: db)
            let filter = places.narrowed(to: .agents, query)
            places.narrow(to: query.agent)
            // Of those that are trusted: one that is not must not make all others look old.
            let versions = try String.fetchSet(db, sql: ReadingSQL.versions)
            let newest = versions.map { AgentVersion($0) }.max()
            let wanted = query.limit.map { $0 + query.offset } ?? .max
            var rows: [AgentRow] = []
            for school in try places.schools(in: db, withClosed: true) where rows.count < wanted {
                let one = filter.of(school: school)
                let statement = try db.cachedStatement(sql: ReadingSQL.agents(one, query))
                rows += try Row.fetchAll(statement, arguments: one.arguments).map { try Self.agent($0, query, newest) }
            }
            return Array(rows.prefix(wanted).dropFirst(query.offset))
        }
    }

    private static func agent(_ row: Row, _ query: Query, _ newest: AgentVersion?) throws -> AgentRow {
        let version: String? = row["version"]
        let isOld = newest.map { newest in version.map { AgentVersion($0) < newest } ?? false } ?? false
        return AgentRow(
            agent: try row.agent("id"), school: row["school_id"],
            schoolName: SchoolColumns.names(row).preferred(query.language), room: row["room"],
            label: row["label"], state: try row.value(AgentState.self, "state"),
            waitingSince: row.dateIfPresent("waiting_since"), version: version, oldVersion: isOld,
            enrolledAt: row.date("enrolled_at"), lastSeen: row.dateIfPresent("last_seen"),
            reports: row["reports"], setAside: row["set_aside"],
            clonedFrom: try row.agentIfPresent("cloned_from"), suspectedClone: row["suspected_clone"],
            succeeds: try row.agentIfPresent("succeeds"), replacedBy: try row.agentIfPresent("replaced_by"),
            tableDiffersSince: row.dateIfPresent("table_differs_since"),
            endedStreams: row["ended_streams"], streamEndedAt: row.dateIfPresent("stream_ended_at"),
            unknownFields: (row["unknown_fields"] as String? ?? "").split(separator: " ").map(String.init)
                .sorted())
    }
}
