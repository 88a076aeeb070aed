internal import Foundation
internal import Relational
internal import Reports
internal import Store

/// Says where computers stand, within one transaction.
struct ComputerDesk {
    let db: Database

    /// - Throws: `StoreFailure.unknownAgent`, `.unknownSchool`, `.closedSchool`, `.movedSince`.
    func place(_ placing: ComputerPlacing) throws -> ComputerPlace {
        let before = try current(placing.agent)
        var after = before
        if let school = placing.school, school != before.school {
            _ = try SchoolHistory(db: db).openSchool(school, on: CivilDate(utc: placing.since ?? before.since))
            // A room of the same name is another room.
            after = ComputerPlace(school: school, label: before.label, since: before.since)
        }
        if let room = placing.room { after.room = room.isEmpty ? nil : room }
        if let label = placing.label { after.label = label.isEmpty ? nil : label }
        guard after != before else { return before }
        if let since = placing.since {
            guard since > before.since else {
                throw StoreFailure.movedSince(agent: placing.agent.text, day: CivilDate(utc: before.since))
            }
            try EnrollmentDesk(db: db).assign(
                placing.agent, to: .init(school: after.school, room: after.room, label: after.label), at: since)
        } else {
            try db.execute(
                sql: """
                    UPDATE assignment SET school_id = ?, room = ?, label = ? WHERE agent_id = ? AND valid_to IS NULL
                    """,
                arguments: [after.school, after.room, after.label, placing.agent.text])
            if after.school != before.school {
                try GatewayRegister(db: db, school: before.school).dismiss(placing.agent)
            }
        }
        return try current(placing.agent)
    }

    private func current(_ agent: AgentID) throws -> ComputerPlace {
        let row = try Row.fetchOne(
            db, sql: "SELECT * FROM assignment WHERE agent_id = ? AND valid_to IS NULL", arguments: [agent.text])
        guard let row else { throw StoreFailure.unknownAgent(agent.text) }
        return ComputerPlace(
            school: row["school_id"], room: row["room"], label: row["label"], since: row.date("valid_from"))
    }
}
