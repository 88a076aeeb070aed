internal import Foundation
internal import Relational
internal import Reports
internal import Store

/// Keeps a region's computers at a hub, under names that are the hub's own.
struct HubAgentDesk {
    let db: Database
    let region: AgentID

    /// Takes the computer in, or moves it where its region has.
    /// - Returns: its name here; nil where its school is none of this region's.
    func enter(_ agent: ForwardedAgent, _ report: VerifiedReport, at time: Date) throws -> AgentID? {
        let isOfRegion = try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM hub_school WHERE school_id = ? AND region_id = ?)",
            arguments: [agent.school, region.text])
        guard isOfRegion == true else { return nil }
        let own = agent.publicKey.agentID
        let name = AgentID(ofRegion: region, agent: own)
        let desk = EnrollmentDesk(db: db)
        let known = try desk.agent(name)
        if known == nil {
            try db.execute(
                sql: "INSERT INTO agent (id, public_key, state, version, enrolled_at) VALUES (?, ?, ?, ?, ?)",
                arguments: [
                    name.text, agent.publicKey.rawRepresentation, AgentState.enrolled.rawValue,
                    report.report.scan?.computer.agentVersion, time.seconds,
                ])
            try db.execute(
                sql: "INSERT INTO hub_agent (agent_id, region_id, region_agent) VALUES (?, ?, ?)",
                arguments: [name.text, region.text, own.text])
            try desk.note(.enrolled, of: name, at: time)
        }
        if known?.school != agent.school || known?.room != agent.room {
            // What it tells of days before it came is of the same school: a hub knows no earlier one.
            try desk.assign(
                name, to: .init(school: agent.school, room: agent.room, label: nil),
                at: known == nil ? Date(timeIntervalSince1970: 0) : time)
        }
        return name
    }
}
