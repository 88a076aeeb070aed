/// The text of the lease desk's larger statements, apart from running them, so that a test can ask SQLite how it would run
/// each: all of them run inside the write lock.
enum LeaseSQL {
    /// Arguments: now. Each ask deletes what fell due since the last one.
    static let forgetNonces = "DELETE FROM lease_nonce WHERE forget_at <= ?"

    private static func some(_ lines: Int) -> String {
        "school_id = ? AND line IN (\(Array(repeating: "?", count: lines).joined(separator: ", ")))"
    }

    /// Arguments: school, lines, the last expiry to be freed.
    static func expire(lines: Int) -> String {
        "UPDATE lease SET held = 0 WHERE \(some(lines)) AND held = 1 AND expires_at <= ?"
    }

    /// The agent's own lease before another's. Arguments: school, lines, agent.
    static func held(lines: Int) -> String {
        "SELECT * FROM lease WHERE \(some(lines)) AND held = 1 ORDER BY agent_id = ? DESC, expires_at DESC LIMIT 1"
    }

    /// Arguments: school, line, slot.
    static let slotMeasured = """
        SELECT EXISTS (SELECT 1 FROM lease
            WHERE school_id = ? AND line = ? AND slot = ? AND test_id IS NOT NULL AND (bytes > 0 OR latency_only = 1))
        """

    /// Arguments: school, line.
    static let granted = """
        SELECT count(*) FROM lease WHERE school_id = ? AND line = ? AND part = 1 AND latency_only = 0
        """

    /// Of leases that are kept no more. Arguments: school, line.
    static let grantedBefore = "SELECT granted FROM past_lease WHERE school_id = ? AND line = ?"

    /// Arguments: school, lines.
    static func lanAnsweredBefore(lines: Int) -> String {
        "SELECT max(lan_answered_at) FROM past_lease WHERE \(some(lines))"
    }

    /// Leases to be forgotten, in the order of their keys. Arguments: the last one's id and part, before when those go whose test
    /// came, before when any, how many.
    static let past = """
        SELECT id, part FROM lease
        WHERE (id, part) > (?1, ?2) AND held = 0 AND granted_at < max(?3, ?4)
            AND (granted_at < ?4
                OR EXISTS (SELECT 1 FROM line_test AS t WHERE t.agent_id = lease.agent_id AND t.lease = lease.id))
        ORDER BY id, part LIMIT ?5
        """

    /// Arguments: agent, since.
    static let grantedToAgent = "SELECT count(*) FROM lease WHERE agent_id = ? AND granted_at > ?"

    /// Arguments: school, lines, since.
    static func grantedWithMLab(lines: Int) -> String {
        "SELECT count(*) FROM lease WHERE \(some(lines)) AND mlab = 1 AND granted_at > ?"
    }

    /// Arguments: school, lines, since.
    static func bytesUsed(lines: Int) -> String {
        "SELECT coalesce(sum(coalesce(bytes, allowance)), 0) FROM lease WHERE \(some(lines)) AND granted_at >= ?"
    }

    /// Arguments: school, lines.
    static func lanAnswered(lines: Int) -> String {
        "SELECT max(peer_told_at) FROM lease WHERE \(some(lines)) AND peer_told_at IS NOT NULL AND test_id IS NOT NULL"
    }

    /// Arguments: school, lines, who is not meant, since.
    static func neighbours(lines: Int) -> String {
        """
        SELECT n.agent_id, n.medium, n.may_listen FROM line_neighbour AS n
        JOIN agent AS a ON a.id = n.agent_id AND \(Counted.isEnrolled)
        JOIN assignment AS p ON p.agent_id = n.agent_id AND p.valid_to IS NULL AND p.school_id = n.school_id
        WHERE n.\(some(lines)) AND n.agent_id <> ? AND n.away = 0 AND n.heard_at >= ?
        ORDER BY n.agent_id
        """
    }

    /// Arguments: line, school.
    static let linesLike = """
        SELECT o.id FROM line AS l CROSS JOIN line AS o ON o.school_id = l.school_id
        WHERE l.id = ?1 AND l.school_id = ?2 AND (o.id = l.id OR o.apart_since IS NULL OR l.apart_since IS NULL)
        ORDER BY o.id
        """

    /// Arguments: the first day to be kept.
    static let forgetElsewhere = "DELETE FROM line_elsewhere WHERE day < ?"

    /// Arguments: the first moment to be kept.
    static let forgetNamed = "DELETE FROM gateway_named WHERE named_at < ?"

    /// What the agents of one line said, and those that never stood behind any.
    /// Arguments: school, line, school.
    static func forgetElsewhere(of table: String) -> String {
        """
        DELETE FROM \(table) WHERE school_id = ? AND agent_id NOT IN (
            SELECT n.agent_id FROM line_neighbour AS n WHERE n.line <> ? AND n.school_id = ?)
        """
    }
}
