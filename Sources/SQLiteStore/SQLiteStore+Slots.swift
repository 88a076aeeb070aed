internal import Foundation
internal import GRDB
internal import Reports
public import Store

extension SQLiteStore {
    public func slots(_ query: Query, scope: Scope) async throws -> [SlotRow] {
        let rows = try await read { try Self.slots(query, scope: scope, in: $0) }
        return Array(rows.prefix(query.limit ?? .max))
    }

    /// All that the query's period and places hold, whatever its limit.
    static func slots(_ query: Query, scope: Scope, in db: Database) throws -> [SlotRow] {
        var filter = try Filter(query, scope: scope, in: db)
        let samples =
            try query.agent.map { try told(by: $0, query, filter, in: db) } ?? told(query, filter, in: db)
        filter = try Filter(query, scope: scope, in: db)
        filter.add("d.sealed_at <= ?", query.asOf.seconds)
        filter.add("d.sealed_at >= ?", query.since?.seconds)
        filter.add("d.agent_id = ?", query.agent?.text)
        let dropped = try Row.fetchAll(db, sql: ReadingSQL.droppedSlots(filter), arguments: filter.arguments).map {
            DroppedSlots(
                school: $0["school_id"], schoolName: SchoolColumns.names($0).preferred(query.language),
                slots: $0["slots"])
        }
        return SlotSample.rows(of: samples, dropped: dropped)
    }

    /// What all computers of a school told together, by when the slots were planned.
    private static func told(_ query: Query, _ filter: Filter, in db: Database) throws -> [SlotSample] {
        var filter = filter
        filter.add("o.planned_at <= ?", query.asOf.seconds)
        filter.add("o.planned_at >= ?", query.since?.seconds)
        let rows = try Row.fetchAll(db, sql: ReadingSQL.slots(filter), arguments: filter.arguments)
        return rows.map { row in
            let (line, reason, rank): (String, String?, Int) = (row["line"], row["reason"], row["rank"])
            return SlotSample(
                school: row["school_id"], schoolName: SchoolColumns.names(row).preferred(query.language),
                slot: row["slot"], line: line.isEmpty ? nil : line, ran: rank == SlotRow.rankRun,
                reason: reason.map(SlotRecord.Reason.init(rawValue:)))
        }
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
            var filter = filter
            filter.add("s.id = ?", school)
            let row = try Row.fetchOne(db, sql: ReadingSQL.slotSchool(filter), arguments: filter.arguments)
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
        """
        SELECT o.school_id, \(SchoolColumns.nameList), o.slot, o.line, o.rank, o.reason
        FROM \(filter.source.open) AS s
        CROSS JOIN slot_outcome AS o ON o.school_id = s.id
        \(filter.sql) ORDER BY \(filter.schoolOrder), o.slot
        """
    }

    static func slotSchool(_ filter: Filter) -> String {
        "SELECT \(SchoolColumns.nameList) FROM \(filter.source.open) AS s \(filter.sql)"
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
