internal import Foundation
internal import Relational
internal import Reports
internal import Store

/// Writes what ingesting a made school's reports would leave, within one transaction.
struct ExampleWriter {
    let db: Database
    private let enrollment: BulkInsertion
    private let line: BulkInsertion
    private let gateway: BulkInsertion
    private let agents: ExampleAgentWriter
    private let facts: ExampleFactWriter

    init(db: Database) throws {
        self.db = db
        enrollment = try BulkInsertion(
            db, "enrollment", "secret_hash, school_id, room, uses, uses_left, created_at, expires_at")
        line = try BulkInsertion(db, "line", "school_id, id")
        gateway = try BulkInsertion(
            db, "line_gateway", "school_id, gateway, line, confirmed_by, agent_id, confirmed_at, heard_at")
        agents = try ExampleAgentWriter(db: db)
        facts = try ExampleFactWriter(db: db)
    }

    func write(_ made: MadeSchool) throws {
        let school = made.school.id
        try SchoolHistory(db: db).write(made.school, from: made.school.openedOn ?? .first)
        try LineMark(db: db).move(school)
        let code = try enrollment(
            [
                made.enrollment.secretHash, school, made.enrollment.room, made.enrollment.uses, 0,
                made.enrollment.createdAt.seconds, made.enrollment.expiresAt.seconds,
            ], numbering: "id")
        try writeLines(of: made)
        let lines = Dictionary(uniqueKeysWithValues: made.lines.map { ($0.gateway, $0.id) })
        for computer in made.computers {
            try agents.write(computer, school: school, code: code)
            try facts.write(computer, school: school, lines: lines)
        }
    }

    /// What no report tells and a lease desk would have kept: that there are lines, and who stands behind which gateway.
    func writeLines(of made: MadeSchool) throws {
        let school = made.school.id
        for made in made.lines { try line([school, made.id]) }
        guard let first = made.computers.first else { return }
        for made in made.lines {
            try gateway([
                school, made.gateway, made.id, ConfirmedGateway.Origin.enrollment.rawValue, first.agent.text,
                made.confirmedAt.seconds, made.heardAt.seconds,
            ])
        }
    }

    func writeLeases(of made: MadeSchool) throws {
        for computer in made.computers { try facts.writeLeases(computer, school: made.school.id) }
    }
}
