/// The text of the lease desk's larger statements, apart from running them, so that a test can ask SQLite how it would run
/// each: all of them run inside the write lock.
enum LeaseSQL {
    /// Arguments: now. Each ask deletes what fell due since the last one.
    static let forgetNonces = "DELETE FROM lease_nonce WHERE forget_at <= ?"
}
