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

    /// What became of the report, and what is known of its stream and agent from then on.
    struct Result {
        var disposition: IngestOutcome.Disposition
        /// What is held of its stream; nil where that was not looked at or changed on the way.
        var ranges: SequenceRanges?
        /// Whether the computer that sealed it is to take another key.
        var isOrderedToRekey = false
        /// Whether its agent's table of devices may be another than the one held.
        var mayDiffer = false
        /// As of `FactWriter.Outcome`.
        var tellsSince = Int.max
    }

    /// What is kept of its agent that matters here.
    private struct Agent {
        var state: AgentState
        var day: Int?
        var bytes: Int
        var rekeyBoot: String?
    }

    func take() throws -> Result {
        guard let agent = try agent() else { return Result(disposition: .agentRefused) }
        var result = Result(
            disposition: .agentRefused, isOrderedToRekey: agent.rekeyBoot == report.report.sealedAt.bootID)
        if try enter(of: agent, &result) { result.isOrderedToRekey = try boots.isOrderedToRekey() }
        return result
    }

    /// - Returns: whether the report showed that two computers have its agent's key.
    private func enter(of agent: Agent, _ result: inout Result) throws -> Bool {
        switch agent.state {
        case .revoked: return false
        case .waiting:
            result.disposition = .agentWaiting
            return false
        case .enrolled: break
        }
        let ledger = StreamLedger(db: db, id: report.streamID)
        let stream = try ledger.standing()
        result.ranges = stream.ranges
        // Under a number that the ranges do not have is no envelope, kept or past.
        switch stream.ranges.contains(report.report.seq) ? try standing() : .unknown {
        case .same:
            result.disposition = .duplicate
            return false
        case .another:
            result.disposition = .conflict
            return try end(ledger, reason: "conflict")
        case .unknown: break
        }
        if stream.isEnded {
            result.disposition = .streamEnded
            return try setAside(reason: "stream_ended") && boots.note(at: report.receivedAt)
        }
        guard isWithinBudget(agent) else {
            result.disposition = .overBudget
            return false
        }
        guard let ranges = try ledger.enter(report.report.seq, into: stream.ranges, at: report.receivedAt) else {
            // Its agent sends it again in another stream; until then it must not be lost with the agent.
            result.disposition = .streamEnded
            return try end(ledger, reason: "too_many_ranges")
        }
        let erased = try ErasedDevices(db: db).among(report.report)
        try keepEnvelope(holdsErased: !erased.isEmpty)
        let written = try FactWriter(db: db, report: report, erased: erased).write()
        (result.mayDiffer, result.tellsSince) = (written.mayDiffer, written.tellsSince)
        (result.disposition, result.ranges) = (.stored, ranges)
        return try boots.note(at: report.receivedAt)
    }

    private func end(_ ledger: StreamLedger, reason: String) throws -> Bool {
        let isProof = try setAside(reason: reason) && boots.note(at: report.receivedAt)
        try ledger.end(at: report.receivedAt)
        return isProof
    }

    private func agent() throws -> Agent? {
        let statement = try db.cachedStatement(
            sql: """
                SELECT a.state, a.ingest_day, a.ingest_bytes, a.rekey_boot FROM agent AS a
                JOIN assignment AS p ON p.agent_id = a.id AND p.valid_to IS NULL WHERE a.id = ?
                """)
        return try Row.fetchOne(statement, arguments: [report.report.agent.text]).map { row in
            Agent(
                state: try row.value(AgentState.self, "state"), day: row[1], bytes: row[2], rekeyBoot: row[3])
        }
    }

    private var bytes: Int { report.envelope.text.utf8.count }
    private var day: Int { report.receivedAt.seconds / 86_400 }

    /// The first report of a day is taken whatever its size: a budget below it must not hold an agent back for ever.
    private func isWithinBudget(_ agent: Agent) -> Bool {
        guard let budgetBytes, agent.day == day, agent.bytes > 0 else { return true }
        return agent.bytes + bytes <= budgetBytes
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

    /// The text of one that holds a device which was erased is forgotten at once.
    private func keepEnvelope(holdsErased: Bool) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO envelope (agent_id, stream, seq, digest, received_at, text, has_hashes)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            report.report.agent.text, report.report.stream, report.report.seq, report.envelope.digest,
            report.receivedAt.seconds, holdsErased ? "" : report.envelope.text,
            report.report.scan?.devices.contains(where: \.hasHashedSerial) ?? false,
        ])
        if holdsErased {
            let position = try Int.fetchAll(
                db, sql: "SELECT position FROM envelope WHERE agent_id = ? AND stream = ? AND seq = ?",
                arguments: [report.report.agent.text, report.report.stream, report.report.seq])
            try ForwardingDesk.forgetting(position, in: db)
        }
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
        let holdsErased = try !ErasedDevices(db: db).among(report.report).isEmpty
        guard (kept ?? 0) < Self.asideLimit else { return true }
        try db.execute(
            sql: """
                INSERT INTO set_aside (agent_id, digest, stream, seq, reason, received_at, text)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                agent, report.envelope.digest, report.report.stream, report.report.seq, reason,
                report.receivedAt.seconds, holdsErased ? "" : report.envelope.text,
            ])
        return true
    }
}
