internal import Foundation
internal import Relational
internal import Reports
internal import Store

/// Takes what a region forwards, within one transaction.
struct HubDesk {
    let db: Database
    let intake: ForwardIntake

    private var message: Forward { intake.message }
    private var region: AgentID { intake.region.agentID }

    /// - Throws: `ForwardFailure`.
    func take() throws -> ForwardAnswer {
        try enterRegion()
        var answer = ForwardAnswer(number: message.number, serverTime: intake.receivedAt)
        let books = HubBooks(db: db)
        try books.describe(message.programmes)
        let others = try books.describe(message.indicators)
        for told in message.schools {
            if let refusal = try take(told, without: others) {
                answer.refused.append(refusal)
            } else {
                answer.schools += 1
            }
        }
        try HubSchoolDesk(db: db).supportLatecomers(of: region, on: day)
        try takeEnvelopes(&answer)
        return answer
    }

    private var day: CivilDate { CivilDate(utc: intake.receivedAt) }

    // MARK: The region

    private func enterRegion() throws {
        let bound = try String.fetchOne(
            db, sql: "SELECT id FROM hub_region WHERE token_id = ?", arguments: [intake.token.id])
        guard bound == nil || bound == region.text else { throw ForwardFailure.tokenOfAnother }
        let held = try Int.fetchOne(db, sql: "SELECT number FROM hub_region WHERE id = ?", arguments: [region.text])
        if let held, message.number <= held { throw ForwardFailure.stale(held: held) }
        let now = intake.receivedAt.seconds
        try db.execute(
            sql: """
                INSERT INTO hub_region
                    (id, public_key, token_id, number, first_at, last_at, complete_at, newest_report, waiting, lost, release)
                VALUES (?1, ?2, ?3, ?4, ?5, ?5, ?6, ?7, ?8, ?9, ?10)
                ON CONFLICT (id) DO UPDATE SET token_id = excluded.token_id, number = excluded.number,
                    last_at = excluded.last_at, complete_at = coalesce(excluded.complete_at, hub_region.complete_at),
                    newest_report = coalesce(excluded.newest_report, hub_region.newest_report),
                    waiting = excluded.waiting, lost = excluded.lost, release = excluded.release
                """,
            arguments: [
                region.text, intake.region.rawRepresentation, intake.token.id, message.number, now,
                message.isComplete ? now : nil, message.newestReport?.seconds, message.waiting, message.lost,
                message.release,
            ])
        guard bound == nil else { return }
        try RelationalStore.enter(
            AuditEntry(
                at: intake.receivedAt, who: intake.token.name, action: .regionJoined, object: "region \(region.text)",
                detail: "token \(intake.token.id)"), in: db)
    }

    // MARK: Schools

    /// - Returns: why the school is not taken.
    private func take(_ told: ForwardedSchool, without others: Set<String>) throws -> ForwardAnswer.Refused? {
        let id = told.school.id
        let held = try SchoolHistory(db: db).schoolIfKnown(id)
        // Where it lay until now too: or a region could pull another's school into its own area.
        for area in [told.school.area, held?.area].compactMap(\.self)
        where !intake.token.areas.contains(where: { $0.contains(area) }) {
            return .init(
                school: id, error: "outside_areas",
                message:
                    "School \(id) in \(area.text) lies outside the areas of this region's token; make a token with "
                    + "that area, or set forward=none there.")
        }
        if try SchoolErasure(db: db, school: id).keepsAway(isKnown: held != nil) {
            return .init(
                school: id, error: "erased_school",
                message: "School \(id) was erased at the hub on request; set forward=none for it, or import it at the "
                    + "hub to have it back.")
        }
        let owner = try String.fetchOne(
            db.cachedStatement(sql: "SELECT region_id FROM hub_school WHERE school_id = ?"), arguments: [id])
        if owner == nil, held != nil, try hasOwnComputers(id) {
            return .init(
                school: id, error: "own_school",
                message: "School \(id) reports to the hub itself; revoke its agents there, or leave it out with "
                    + "forward=none.")
        }
        guard owner == nil || owner == region.text else {
            return .init(
                school: id, error: "school_of_another",
                message: "School \(id) is another region's at this hub; give one of them another official id.")
        }
        try HubSchoolDesk(db: db).take(told, of: region, without: others, at: intake.receivedAt, on: day)
        return nil
    }

    private func hasOwnComputers(_ school: String) throws -> Bool {
        try Bool.fetchOne(
            db,
            sql: """
                SELECT EXISTS (SELECT 1 FROM assignment AS p WHERE p.school_id = ? AND p.valid_to IS NULL
                    AND NOT EXISTS (SELECT 1 FROM hub_agent AS h WHERE h.agent_id = p.agent_id))
                """, arguments: [school]) ?? false
    }

    // MARK: Envelopes

    private func takeEnvelopes(_ answer: inout ForwardAnswer) throws {
        let agents = Dictionary(message.agents.map { ($0.publicKey.agentID, $0) }) { first, _ in first }
        var entered: [AgentID: AgentID] = [:]
        var intake = ReportIntake(db: db, budgetBytes: nil)
        for (index, report) in self.intake.reports {
            let own = report.report.agent
            if entered[own] == nil, let agent = agents[own] {
                entered[own] = try HubAgentDesk(db: db, region: region).enter(agent, report, at: self.intake.receivedAt)
            }
            guard let name = entered[own] else {
                answer.refused.append(
                    .init(
                        envelope: index, error: "unknown_school",
                        message: "The envelope's computer stands at no school that this region has forwarded."))
                continue
            }
            switch try intake.take(report.renamed(name)).disposition {
            case .stored:
                answer.stored += 1
                try db.cachedStatement(sql: "UPDATE hub_agent SET envelopes = envelopes + 1 WHERE agent_id = ?")
                    .execute(arguments: [name.text])
            case .duplicate: answer.duplicates += 1
            case .conflict:
                answer.refused.append(
                    .init(envelope: index, error: "stream_conflict", message: "The number is held with other content."))
            case .streamEnded:
                answer.refused.append(
                    .init(envelope: index, error: "stream_ended", message: "The envelope's stream was ended here."))
            case .agentRefused, .agentWaiting, .overBudget:
                answer.refused.append(
                    .init(envelope: index, error: "revoked", message: "The envelope's computer was revoked here."))
            }
        }
        // What its schools have is as their regions tell it, and ages with what they tell.
        try intake.settle()
    }
}
