internal import Foundation
internal import Relational
internal import Reports
internal import Store

/// Which of a school's lines are known to be apart.
extension GatewayRegister {
    /// The line itself and those that may be the same line to the provider: until an operator has told a school's lines
    /// apart, all of them.
    func linesLike(_ line: String) throws -> [String] {
        try String.fetchAll(db, sql: LeaseSQL.linesLike, arguments: [line, school])
    }

    /// Behind which line an agent was last heard.
    func line(of agent: AgentID) throws -> String? {
        try String.fetchOne(
            db, sql: "SELECT line FROM line_neighbour WHERE school_id = ? AND agent_id = ?",
            arguments: [school, agent.text])
    }

    /// Forgets where an agent stood and what it said of this school's gateways: it has gone to another one.
    func dismiss(_ agent: AgentID) throws {
        for table in ["line_neighbour", "line_elsewhere", "gateway_named"] {
            try db.execute(
                sql: "DELETE FROM \(table) WHERE school_id = ? AND agent_id = ?", arguments: [school, agent.text])
        }
    }

    /// Puts a gateway before a line, and keeps who said so when.
    func move(_ move: GatewayMove) throws {
        let before = try String.fetchOne(
            db, sql: "SELECT line FROM line_gateway WHERE school_id = ? AND gateway = ?",
            arguments: [school, move.gateway])
        guard let before else { throw StoreFailure.unknownGateway(school: school, gateway: move.gateway) }
        try db.execute(sql: "INSERT OR IGNORE INTO line (school_id, id) VALUES (?, ?)", arguments: [school, move.line])
        try db.execute(
            sql: "UPDATE line_gateway SET line = ? WHERE school_id = ? AND gateway = ?",
            arguments: [move.line, school, move.gateway])
        try db.execute(
            sql: """
                INSERT OR REPLACE INTO gateway_move (school_id, gateway, moved_at, line_before, line, moved_by)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
            arguments: [school, move.gateway, move.movedAt.seconds, before, move.line, move.movedBy])
        // Who stood behind the line that is gone stands behind the other; where gateways are left, the next ask tells.
        try db.execute(
            sql: """
                UPDATE line_neighbour SET line = ?1 WHERE school_id = ?2 AND line = ?3
                    AND NOT EXISTS (SELECT 1 FROM line_gateway WHERE school_id = ?2 AND line = ?3)
                """,
            arguments: [move.line, school, before])
        try db.execute(
            sql: """
                UPDATE line SET apart_since = CASE WHEN EXISTS (
                    SELECT 1 FROM line_gateway AS g WHERE g.school_id = line.school_id AND g.line = line.id) THEN ?1 END
                WHERE school_id = ?2
                """,
            arguments: [move.movedAt.seconds, school])
    }
}
