internal import Foundation
internal import Relational
internal import Reports
internal import Store

/// Notes on which boots an agent's key seals, and tells a key that is live on two computers.
///
/// One computer's boots follow each other. Proof of two computers is a boot that is heard, then another, then the first
/// again. Two honest orders of arrival look like it and are not taken for it: what was sealed long ago and travels late
/// (its numbers lie apart from the other boot's in the same stream), and a computer that is set back to an image at every
/// start (it re-uses numbers, yet the earlier boot is never heard again). The boot heard first is left alone; the other one
/// is ordered to take a new key.
struct BootLedger {
    /// How many boots of one agent are remembered: alternation shows within a few.
    static let keptBoots = 16

    let db: Database
    let report: Report
    let book: AgentBook

    private var agent: String { report.agent.text }
    private var boot: String { report.sealedAt.bootID }

    /// Notes a report that was not held before, stored or set aside.
    /// - Returns: whether it shows that two computers have the key.
    func note(at time: Date) throws -> Bool {
        if book.hears(boot, in: report.stream, seq: report.seq) { return false }
        try book.settle()
        let isProof = try note(anotherAt: time)
        if !isProof { book.heard(boot, in: report.stream) }
        return isProof
    }

    /// As above, of what may be another boot than the one before.
    private func note(anotherAt time: Date) throws -> Bool {
        let statement = try db.cachedStatement(
            sql: """
                SELECT max(CASE WHEN boot_id = ?2 AND stream = ?3 THEN last_order END), max(last_order), count(*)
                FROM agent_boot WHERE agent_id = ?1
                """)
        let known = try Row.fetchOne(statement, arguments: [agent, boot, report.stream])
        let lastHeard: Int? = known?[0]
        // Nothing else was heard in between, as with nearly every report: the order stays, and there is no newcomer.
        if let known, let lastHeard, lastHeard == known[1] as Int? {
            try Self.widen(boot, of: report.agent, in: report.stream, to: report.seq...report.seq, in: db)
            return false
        }
        try enter(beside: known?[2] ?? 0)
        guard let lastHeard, let newcomer = try newcomer(since: lastHeard) else { return false }
        try db.execute(
            sql: "UPDATE agent SET suspected_at = coalesce(suspected_at, ?), rekey_boot = ? WHERE id = ?",
            arguments: [time.seconds, newcomer, agent])
        return true
    }

    /// Whether the computer that sealed this is the one ordered to take a new key.
    func isOrderedToRekey() throws -> Bool {
        let statement = try db.cachedStatement(sql: "SELECT rekey_boot IS ? FROM agent WHERE id = ?")
        return try Bool.fetchOne(statement, arguments: [boot, agent]) ?? false
    }

    /// The other computer has taken a key of its own: what it sealed before may still arrive and proves nothing.
    static func settle(_ agent: AgentID, in db: Database) throws {
        try db.execute(
            sql: """
                UPDATE agent_boot SET settled = 1
                WHERE agent_id = ?1 AND boot_id = (SELECT rekey_boot FROM agent WHERE id = ?1)
                """,
            arguments: [agent.text])
        try db.execute(
            sql: "UPDATE agent SET suspected_at = NULL, rekey_boot = NULL WHERE id = ?", arguments: [agent.text])
    }

    /// Of the boot that was heard last, other numbers were.
    static func widen(
        _ boot: String, of agent: AgentID, in stream: String, to numbers: ClosedRange<Int>, in db: Database
    ) throws {
        try db.cachedStatement(
            sql: """
                UPDATE agent_boot SET min_seq = min(min_seq, ?4), max_seq = max(max_seq, ?5)
                WHERE agent_id = ?1 AND boot_id = ?2 AND stream = ?3
                """
        ).execute(arguments: [agent.text, boot, stream, numbers.lowerBound, numbers.upperBound])
    }

    /// - Parameter count: how many are remembered.
    private func enter(beside count: Int) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO agent_boot (agent_id, boot_id, stream, min_seq, max_seq, first_order, last_order)
                SELECT ?1, ?2, ?3, ?4, ?4, next, next FROM
                    (SELECT coalesce(max(last_order), 0) + 1 AS next FROM agent_boot WHERE agent_id = ?1) AS n
                WHERE TRUE
                ON CONFLICT (agent_id, boot_id, stream) DO UPDATE SET
                    min_seq = min(agent_boot.min_seq, excluded.min_seq), max_seq = max(agent_boot.max_seq, excluded.max_seq),
                    last_order = excluded.last_order
                """
        ).execute(arguments: [agent, boot, report.stream, report.seq])
        guard count >= Self.keptBoots else { return }
        try db.cachedStatement(
            sql: """
                DELETE FROM agent_boot WHERE agent_id = ?1 AND last_order <=
                    (SELECT last_order FROM agent_boot WHERE agent_id = ?1 ORDER BY last_order DESC LIMIT 1 OFFSET ?2)
                """
        ).execute(arguments: [agent, Self.keptBoots])
    }

    /// The later of two boots that were heard in turns, nil where there are none.
    /// - Parameter lastHeard: the order in which this boot was heard before.
    private func newcomer(since lastHeard: Int) throws -> String? {
        let statement = try db.cachedStatement(
            sql: """
                SELECT CASE
                    WHEN (SELECT min(first_order) FROM agent_boot WHERE agent_id = o.agent_id AND boot_id = o.boot_id)
                        > (SELECT min(first_order) FROM agent_boot WHERE agent_id = b.agent_id AND boot_id = b.boot_id)
                    THEN o.boot_id ELSE b.boot_id END
                FROM agent_boot AS b JOIN agent_boot AS o ON o.agent_id = b.agent_id AND o.boot_id <> b.boot_id
                WHERE b.agent_id = ? AND b.boot_id = ? AND b.stream = ? AND o.last_order > ?
                    AND b.settled = 0 AND o.settled = 0
                    AND (o.stream <> b.stream OR (o.min_seq <= b.max_seq AND b.min_seq <= o.max_seq))
                ORDER BY o.last_order DESC LIMIT 1
                """)
        return try String.fetchOne(statement, arguments: [agent, boot, report.stream, lastHeard])
    }
}
