internal import Foundation
internal import Relational
internal import Reports
internal import Store

/// Keeps what a computer tells of the slots of the line tests' plan.
struct SlotWriter {
    let db: Database
    let report: VerifiedReport

    /// - Parameter school: where the agent was assigned at a time.
    func write(_ sent: SlotRecord, school: (Date) throws -> String) throws {
        let decided = ResolvedTime(sent.decidedAt, sealedAt: report.report.sealedAt, receivedAt: report.receivedAt)
        let school = try school(decided.time)
        let line = try LineProof(db: db, school: school).line(behind: sent.gateway)
        let word = SlotWord(
            slot: sent.id, school: school, line: line, decidedAt: decided.time.seconds, ran: sent.ran,
            reason: sent.reason)
        let (isKept, before) = try SlotWords(db: db).note(
            word, plannedAt: sent.plannedAt.seconds, by: report.report.agent.text)
        guard isKept else { return }
        let outcomes = SlotOutcomes(db: db)
        if let before { try outcomes.remove(before) }
        try outcomes.add(word, plannedAt: sent.plannedAt.seconds, inLessons: sent.inLessons)
        for school in Set([before?.school ?? school, school]) { try LineMark(db: db).move(school) }
    }

    /// How many slots the computer lost before this report, once for the report.
    func writeDropped(school: (Date) throws -> String) throws {
        let report = report.report
        guard let dropped = report.slotsDropped, dropped > 0 else { return }
        let sealed = ResolvedTime(report.sealedAt, sealedAt: report.sealedAt, receivedAt: self.report.receivedAt).time
        try db.cachedStatement(
            sql: """
                INSERT INTO slot_drop (agent_id, stream, seq, school_id, sealed_at, slots) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (agent_id, stream, seq) DO NOTHING
                """
        ).execute(arguments: [
            report.agent.text, report.stream, report.seq, try school(sealed), sealed.seconds, dropped,
        ])
    }
}
