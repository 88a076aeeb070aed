internal import Foundation
internal import Relational
internal import Reports
internal import Store

/// Takes one report in, within the transaction of its request.
struct Intake {
    /// How many envelopes of one agent are kept aside; more are only counted, so that a faulty agent cannot fill the disk.
    static let asideLimit = 100

    let db: Database
    let report: VerifiedReport
    /// How many bytes of its agent are stored in a day (UTC) at most; nil for no limit.
    let budgetBytes: Int?

    var boots: BootLedger { BootLedger(db: db, report: report.report) }

    func take() throws -> IngestOutcome.Disposition {
        guard let agent = try EnrollmentDesk(db: db).agent(report.report.agent), agent.state != .revoked else {
            return .agentRefused
        }
        guard agent.state != .waiting else { return .agentWaiting }
        let ledger = StreamLedger(db: db, id: report.streamID)
        let standing = try standing()
        if standing == .same { return .duplicate }
        if standing == .another {
            if try setAside(reason: "conflict") { try boots.note(at: report.receivedAt) }
            try ledger.end(at: report.receivedAt)
            return .conflict
        }
        if try ledger.isEnded() {
            if try setAside(reason: "stream_ended") { try boots.note(at: report.receivedAt) }
            return .streamEnded
        }
        guard try isWithinBudget() else { return .overBudget }
        guard try ledger.enter(report.report.seq, at: report.receivedAt) else {
            // Its agent sends it again in another stream; until then it must not be lost with the agent.
            if try setAside(reason: "too_many_ranges") { try boots.note(at: report.receivedAt) }
            try ledger.end(at: report.receivedAt)
            return .streamEnded
        }
        try keepEnvelope()
        try FactWriter(db: db, report: report).write()
        try boots.note(at: report.receivedAt)
        return .stored
    }

    private var bytes: Int { report.envelope.text.utf8.count }
    private var day: Int { report.receivedAt.seconds / 86_400 }

    /// The first report of a day is taken whatever its size: a budget below it must not hold an agent back for ever.
    private func isWithinBudget() throws -> Bool {
        guard let budgetBytes else { return true }
        let statement = try db.cachedStatement(
            sql: "SELECT ingest_bytes FROM agent WHERE id = ? AND ingest_day = ? AND ingest_bytes > 0")
        guard let spent = try Int.fetchOne(statement, arguments: [report.report.agent.text, day]) else { return true }
        return spent + bytes <= budgetBytes
    }

    /// What is held under the report's number: this envelope, another, or nothing.
    private func standing() throws -> PastEnvelopes.Standing {
        let held = try Data.fetchOne(
            db.cachedStatement(sql: "SELECT digest FROM envelope WHERE agent_id = ? AND stream = ? AND seq = ?"),
            arguments: [report.report.agent.text, report.report.stream, report.report.seq])
        if let held { return held == report.envelope.digest ? .same : .another }
        return try PastEnvelopes(db: db).standing(
            of: report.report.seq, in: report.streamID, digest: report.envelope.digest)
    }

    private func keepEnvelope() throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO envelope (agent_id, stream, seq, digest, received_at, text, has_hashes)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            report.report.agent.text, report.report.stream, report.report.seq, report.envelope.digest,
            report.receivedAt.seconds, report.envelope.text,
            report.report.scan?.devices.contains(where: \.hasHashedSerial) ?? false,
        ])
        try db.cachedStatement(
            sql: """
                UPDATE agent SET reports = reports + 1, last_seen = max(coalesce(last_seen, ?1), ?1),
                    ingest_bytes = iif(ingest_day IS ?3, ingest_bytes, 0) + ?4, ingest_day = ?3
                WHERE id = ?2
                """
        ).execute(arguments: [report.receivedAt.seconds, report.report.agent.text, day, bytes])
    }

    /// - Returns: whether it came for the first time.
    private func setAside(reason: String) throws -> Bool {
        let agent = report.report.agent.text
        let kept = try Int.fetchOne(db, sql: "SELECT count(*) FROM set_aside WHERE agent_id = ?", arguments: [agent])
        let again = try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM set_aside WHERE agent_id = ? AND digest = ?)",
            arguments: [agent, report.envelope.digest])
        if again == true { return false }
        try db.execute(sql: "UPDATE agent SET set_aside = set_aside + 1 WHERE id = ?", arguments: [agent])
        guard (kept ?? 0) < Self.asideLimit else { return true }
        try db.execute(
            sql: """
                INSERT INTO set_aside (agent_id, digest, stream, seq, reason, received_at, text)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                agent, report.envelope.digest, report.report.stream, report.report.seq, reason,
                report.receivedAt.seconds, report.envelope.text,
            ])
        return true
    }
}
