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
        filter.add("t.decided_at <= ?", query.asOf.seconds)
        filter.add("t.decided_at >= ?", query.since?.seconds)
        filter.add("t.agent_id = ?", query.agent?.text)
        let samples = try Row.fetchAll(db, sql: ReadingSQL.slots(filter), arguments: filter.arguments).map { row in
            let reason: String? = row["reason"]
            return SlotSample(
                school: row["school_id"], schoolName: SchoolColumns.names(row).preferred(query.language),
                slot: row["id"], line: row["line"], ran: row["ran"],
                reason: reason.map(SlotRecord.Reason.init(rawValue:)))
        }
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
}

extension ReadingSQL {
    /// Computers that tell the same of a slot are one row: which of them does not matter.
    static func slots(_ filter: Filter) -> String {
        """
        SELECT DISTINCT t.school_id, \(SchoolColumns.nameList), t.id, t.line, t.ran, t.reason
        FROM \(filter.source.open) AS s
        CROSS JOIN slot AS t ON t.school_id = s.id
        \(filter.sql) ORDER BY \(filter.schoolOrder), t.id
        """
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
