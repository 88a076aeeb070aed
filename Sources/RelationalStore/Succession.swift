internal import Relational
internal import Reports

/// Links a reinstalled computer, which is a new agent, to the agent it was.
///
/// Linked is an agent that shows a firmware number or an adapter address of exactly one other, which had fallen silent by
/// the time the new one enrolled and which nobody else has succeeded. The link counts only as long as the older one stays
/// silent: PCs of one make that share a number are told apart as soon as each has reported.
struct Succession {
    /// For a query that names the agent `a`: whether a later agent has taken this one's place.
    static let isReplaced = """
        EXISTS (SELECT 1 FROM agent AS n WHERE n.succeeds = a.id AND n.state <> 'revoked' AND a.last_seen <= n.enrolled_at)
        """

    let db: Database
    let agent: AgentID

    /// Keeps the machine's parts as last scanned, and links the agent where they say so.
    /// - Returns: whether they are others than before.
    func enter(_ components: [MachineComponent]) throws -> Bool {
        // A scan without any is one by somebody who may not read them.
        guard !components.isEmpty else { return false }
        let isAnother = try keep(Set(components.filter { $0.kind != .unknown }.map { [$0.kind.rawValue, $0.hash] }))
        let found = try String.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT DISTINCT o.agent_id FROM agent AS a
                    JOIN component AS c ON c.agent_id = a.id AND c.kind <> 'disk'
                    JOIN component AS o ON o.kind = c.kind AND o.hash = c.hash AND o.agent_id <> a.id
                    JOIN agent AS older ON older.id = o.agent_id AND older.last_seen <= a.enrolled_at
                    WHERE a.id = ? AND a.succeeds IS NULL AND o.agent_id IS NOT a.cloned_from
                        AND NOT EXISTS (SELECT 1 FROM agent AS n WHERE n.succeeds = o.agent_id)
                    LIMIT 2
                    """), arguments: [agent.text])
        guard found.count == 1 else { return isAnother }
        try db.execute(sql: "UPDATE agent SET succeeds = ? WHERE id = ?", arguments: [found[0], agent.text])
        return isAnother
    }

    private func keep(_ parts: Set<[String]>) throws -> Bool {
        let held = try Row.fetchAll(
            db.cachedStatement(sql: "SELECT kind, hash FROM component WHERE agent_id = ?"), arguments: [agent.text]
        ).map { row -> [String] in [row["kind"], row["hash"]] }
        guard Set(held) != parts else { return false }
        try db.cachedStatement(sql: "DELETE FROM component WHERE agent_id = ?").execute(arguments: [agent.text])
        let insertion = try db.cachedStatement(sql: "INSERT INTO component (agent_id, kind, hash) VALUES (?, ?, ?)")
        for part in parts { try insertion.execute(arguments: [agent.text, part[0], part[1]]) }
        return true
    }
}
