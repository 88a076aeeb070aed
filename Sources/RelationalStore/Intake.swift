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
    /// Of its agent; whoever made it settles it in the end.
    let book: AgentBook

    var boots: BootLedger { BootLedger(db: db, report: report.report, book: book) }

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

    func take() throws -> Result {
        guard let agent = try book.known() else { return Result(disposition: .agentRefused) }
        var result = Result(
            disposition: .agentRefused, isOrderedToRekey: agent.rekeyBoot == report.report.sealedAt.bootID)
        if try enter(of: agent, &result) { result.isOrderedToRekey = try boots.isOrderedToRekey() }
        return result
    }

    /// - Returns: whether the report showed that two computers have its agent's key.
    private func enter(of agent: AgentBook.Standing, _ result: inout Result) throws -> Bool {
        switch agent.state {
        case .revoked: return false
        case .waiting:
            result.disposition = .agentWaiting
            return false
        case .enrolled: break
        }
        let stream = try book.stream(report.streamID)
        result.ranges = stream.ranges
        // Under a number that the ranges do not have is no envelope, kept or past.
        switch stream.ranges.contains(report.report.seq) ? try standing() : .unknown {
        case .same:
            result.disposition = .duplicate
            return false
        case .another:
            result.disposition = .conflict
            return try end(reason: "conflict")
        case .unknown: break
        }
        if stream.isEnded {
            result.disposition = .streamEnded
            try book.settle()
            return try setAside(reason: "stream_ended") && boots.note(at: report.receivedAt)
        }
        guard isWithinBudget(agent) else {
            result.disposition = .overBudget
            return false
        }
        guard let ranges = try book.enter(report.report.seq, into: report.streamID, at: report.receivedAt) else {
            // Its agent sends it again in another stream; until then it must not be lost with the agent.
            result.disposition = .streamEnded
            return try end(reason: "too_many_ranges")
        }
        let erased = try book.anyErased() ? ErasedDevices(db: db).among(report.report) : []
        try keepEnvelope(holdsErased: !erased.isEmpty)
        let written = try FactWriter(db: db, report: report, erased: erased, book: book).write()
        (result.mayDiffer, result.tellsSince) = (written.mayDiffer, written.tellsSince)
        (result.disposition, result.ranges) = (.stored, ranges)
        return try boots.note(at: report.receivedAt)
    }

    private func end(reason: String) throws -> Bool {
        try book.settle()
        let isProof = try setAside(reason: reason) && boots.note(at: report.receivedAt)
        try StreamLedger(db: db, id: report.streamID).end(at: report.receivedAt)
        return isProof
    }

    private var bytes: Int { report.envelope.text.utf8.count }
    private var day: Int { report.receivedAt.seconds / 86_400 }

    /// The first report of a day is taken whatever its size: a budget below it must not hold an agent back for ever.
    private func isWithinBudget(_ agent: AgentBook.Standing) -> Bool {
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
        try book.count(bytes: bytes, at: report.receivedAt, day: day)
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
