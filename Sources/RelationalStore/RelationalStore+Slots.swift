internal import Foundation
internal import Relational
internal import Reports
public import Store

extension RelationalStore {
    public func slots(_ query: Query, scope: Scope) async throws -> [SlotRow] {
        let rows = try await read { try Self.slots(query, scope: scope, in: $0) }
        return Array(rows.prefix(query.limit ?? .max))
    }

    /// At least as many as the query's limit, where there are so many.
    static func slots(_ query: Query, scope: Scope, in db: Database) throws -> [SlotRow] {
        let places = try Filter(query, scope: scope, in: db)
        let counted =
            try query.agent.map { SlotSample.rows(of: try told(by: $0, query, places, in: db)) }
            ?? counted(query, places, in: db)
        var filter = places
        // No further than the schools that were read: of those after them the next page tells.
        if let limit = query.limit, counted.count >= limit { filter.add("s.id <= ?", counted.last?.school) }
        filter.add("d.sealed_at <= ?", query.asOf.seconds)
        filter.add("d.sealed_at >= ?", query.since?.seconds)
        filter.add("d.agent_id = ?", query.agent?.text)
        let dropped = try Row.fetchAll(db, sql: ReadingSQL.droppedSlots(filter), arguments: filter.arguments).map {
            DroppedSlots(
                school: $0["school_id"], schoolName: SchoolColumns.names($0).preferred(query.language),
                slots: $0["slots"])
        }
        return SlotSample.rows(counted, adding: dropped)
    }

    /// What all computers of a school told together, by when the slots were planned; counted school by school, so that a
    /// country's slots never lie in memory or in a sorter at once.
    private static func counted(_ query: Query, _ filter: Filter, in db: Database) throws -> [SlotRow] {
        let count = try db.cachedStatement(sql: SlotOutcomes.countSQL)
        let schools = try Row.fetchCursor(db, sql: ReadingSQL.slots(filter), arguments: filter.arguments)
        var rows: [SlotRow] = []
        while let school = try schools.next() {
            if let limit = query.limit, rows.count >= limit { break }
            let id: String = school["id"]
            let name = SchoolColumns.names(school).preferred(query.language)
            let counts = try Row.fetchCursor(
                count, arguments: [id, query.since?.seconds ?? .min, query.asOf.seconds])
            while let row = try counts.next() {
                let (line, rank, reason, slots): (String, Int, String?, Int) = (row[0], row[1], row[2], row[3])
                if rows.last?.school != id || rows.last?.line ?? "" != line {
                    rows.append(SlotRow(school: id, schoolName: name, line: line.isEmpty ? nil : line))
                }
                rows[rows.count - 1].slotsPlanned += slots
                if rank == SlotRow.rankRun {
                    rows[rows.count - 1].slotsRun += slots
                } else {
                    rows[rows.count - 1].slotsSkipped[reason ?? "unknown", default: 0] += slots
                }
            }
        }
        return rows
    }

    /// What one computer told, by when it decided, at the schools that the question is about.
    private static func told(
        by agent: AgentID, _ query: Query, _ filter: Filter, in db: Database
    ) throws -> [SlotSample] {
        let words = try SlotWords(db: db).all(of: agent.text).filter { word in
            word.decidedAt <= query.asOf.seconds && query.since.map { word.decidedAt >= $0.seconds } ?? true
        }
        var names: [String: String?] = [:]
        for school in Set(words.map(\.school)) {
            let filter = filter.of(school: school)
            let row = try Row.fetchOne(db, sql: ReadingSQL.slots(filter), arguments: filter.arguments)
            if let row { names[school] = .some(SchoolColumns.names(row).preferred(query.language)) }
        }
        return words.compactMap { word in
            guard let name = names[word.school] else { return nil }
            return SlotSample(
                school: word.school, schoolName: name, slot: word.slot, line: word.line, ran: word.ran,
                reason: word.reason)
        }
    }
}

extension ReadingSQL {
    static func slots(_ filter: Filter) -> String {
        "SELECT s.id, \(SchoolColumns.nameList) FROM \(filter.source.open) AS s \(filter.sql) ORDER BY \(filter.schoolOrder)"
    }

    static func droppedSlots(_ filter: Filter) -> String {
        """
        SELECT d.school_id, \(SchoolColumns.nameList), d.slots
        FROM \(filter.source.open) AS s
        CROSS JOIN slot_drop AS d ON d.school_id = s.id
        \(filter.sql)
        """
    }
}
