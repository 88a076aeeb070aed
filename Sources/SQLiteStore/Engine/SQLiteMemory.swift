internal import CSQLite

/// What SQLite allocates.
enum SQLiteMemory {
    /// SQLite adds up what it has allocated, for whoever asks, under one lock for all connections: readers beside each other
    /// spent 7 % of their processor time on it. Nothing here asks.
    ///
    /// Has no effect after the first connection of the process, which is why its result is not looked at.
    static let stopCounting: Void = {
        _ = parta_do_not_count_memory()
    }()
}
