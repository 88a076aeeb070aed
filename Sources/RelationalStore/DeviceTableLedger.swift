internal import Foundation
internal import Relational
internal import Reports
internal import Store

/// Which table of devices is held of each agent, and since when the agent says that it is another.
struct DeviceTableLedger {
    let db: Database

    /// Keeps the table of the newest scan.
    func enter(_ scan: Scan, of report: Report, sealedAt: Date) throws {
        let digests = scan.devices.compactMap(\.digest)
        let digest = digests.count == scan.devices.count ? DeviceTable.digest(of: digests) : nil
        try db.cachedStatement(
            sql: """
                INSERT INTO device_table (agent_id, stream, seq, sealed_at, digest) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (agent_id) DO UPDATE SET
                    stream = excluded.stream, seq = excluded.seq, sealed_at = excluded.sealed_at, digest = excluded.digest
                """
        ).execute(arguments: [report.agent.text, report.stream, report.seq, sealedAt.seconds, digest])
    }

    /// Compares what a report says of its agent's table with what is held, once the report's own scan is.
    /// - Returns: whether the two may differ now.
    func compare(_ report: Report, sealedAt: Date, receivedAt: Date, in book: AgentBook) throws -> Bool {
        let agent = report.agent
        let (held, differs) = try book.deviceTable()
        switch DeviceTableCheck(report, sealedAt: sealedAt, held: held) {
        case nil, .outdated: return differs
        case .same:
            guard differs else { return false }
            book.forgetDeviceTable()
            try db.cachedStatement(
                sql: "UPDATE device_table SET differs_since = NULL, differs_last = NULL WHERE agent_id = ?"
            ).execute(arguments: [agent.text])
            return false
        case .differs:
            book.forgetDeviceTable()
            try db.cachedStatement(
                sql: """
                    INSERT INTO device_table (agent_id, differs_since, differs_last) VALUES (?1, ?2, ?2)
                    ON CONFLICT (agent_id) DO UPDATE SET
                        differs_since = coalesce(device_table.differs_since, excluded.differs_since),
                        differs_last = max(coalesce(device_table.differs_last, 0), excluded.differs_last)
                    """
            ).execute(arguments: [agent.text, receivedAt.seconds])
            return true
        }
    }

    /// Whether to ask the agent for a whole scan now; noted, so that a day passes until it is asked again.
    func ask(_ agent: AgentID, at time: Date) throws -> Bool {
        try db.cachedStatement(
            sql: """
                UPDATE device_table SET asked_at = ?1
                WHERE agent_id = ?2 AND differs_since IS NOT NULL AND (asked_at IS NULL OR asked_at <= ?1 - ?3)
                """
        ).execute(arguments: [time.seconds, agent.text, Int(DeviceTableCheck.askEverySeconds)])
        return db.changesCount == 1
    }

    /// The table, and whether the agent was last known to have another.
    typealias Held = (table: HeldDeviceTable?, differs: Bool)

    func held(of agent: AgentID) throws -> Held {
        let statement = try db.cachedStatement(
            sql: "SELECT stream, seq, sealed_at, digest, differs_since IS NOT NULL FROM device_table WHERE agent_id = ?"
        )
        guard let row = try Row.fetchOne(statement, arguments: [agent.text]) else { return (nil, false) }
        guard let stream: String = row[0] else { return (nil, row[4]) }
        return (
            HeldDeviceTable(stream: stream, seq: row[1], sealedAt: Date(seconds: row[2]), digest: row[3]), row[4]
        )
    }
}
