internal import Foundation
internal import GRDB
internal import Reports
internal import Store

/// Keeps what a computer tells of the slots of the line tests' plan.
struct SlotWriter {
    let db: Database
    let report: VerifiedReport

    /// What was told first stands: a slot is decided once. Only that a test ran takes the place of a reason why none did: a
    /// computer that lost its memory in between may tell of both, and the test happened.
    /// - Parameter school: where the agent was assigned at a time.
    func write(_ sent: SlotRecord, school: (Date) throws -> String) throws {
        let decided = ResolvedTime(sent.decidedAt, sealedAt: report.report.sealedAt, receivedAt: report.receivedAt)
        let school = try school(decided.time)
        let line = try LineProof(db: db, school: school).line(behind: sent.gateway)
        let slot = line == nil ? sent.withoutNetwork : sent
        let outcomes = SlotOutcomes(db: db)
        let before = try outcomes.school(ofSlot: slot.id, toldBy: report.report.agent.text)
        try db.cachedStatement(
            sql: """
                INSERT INTO slot
                    (agent_id, id, school_id, line, planned_at, decided_at, time_estimated, in_lessons, ran, reason,
                     test_id, own_traffic_mbps, holder, medium, gateway, server_tests)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (agent_id, id) DO UPDATE SET
                    (school_id, line, planned_at, decided_at, time_estimated, in_lessons, ran, reason, test_id,
                     own_traffic_mbps, holder, medium, gateway, server_tests)
                    = (excluded.school_id, excluded.line, excluded.planned_at, excluded.decided_at,
                       excluded.time_estimated, excluded.in_lessons, excluded.ran, excluded.reason, excluded.test_id,
                       excluded.own_traffic_mbps, excluded.holder, excluded.medium, excluded.gateway,
                       excluded.server_tests)
                    WHERE excluded.ran AND NOT slot.ran
                """
        ).execute(arguments: [
            report.report.agent.text, slot.id, school, line, slot.plannedAt.seconds,
            decided.time.seconds, decided.isEstimated, slot.inLessons, slot.ran, slot.reason?.rawValue, slot.test,
            slot.ownTrafficMbps, slot.holder?.text, slot.medium?.rawValue, slot.gateway, slot.serverTests,
        ])
        guard db.changesCount == 1 else { return }
        if let before {
            for school in Set([before, school]) { try outcomes.rebuild(slot.id, at: school) }
        } else {
            try outcomes.add(slot.id, toldBy: report.report.agent.text)
        }
        for school in Set([before ?? school, school]) { try LineMark(db: db).move(school) }
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
