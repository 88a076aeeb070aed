/// The text of the lease desk's larger statements, apart from running them, so that a test can ask SQLite how it would run
/// each: all of them run inside the write lock.
enum LeaseSQL {
    /// Arguments: now. Each ask deletes what fell due since the last one.
    static let forgetNonces = "DELETE FROM lease_nonce WHERE forget_at <= ?"

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
