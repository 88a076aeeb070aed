public import FoundationEssentials
internal import Relational
public import Store

extension RelationalStore {
    public func guesses(from callers: [String], since: Date) async throws -> [Int] {
        try await read { db in
            let statement = try db.makeStatement(
                sql: "SELECT guesses FROM guess WHERE caller = ? AND began_at > ?")
            return try callers.map { caller in
                try Int.fetchOne(statement, arguments: [caller, since.seconds]) ?? 0
            }
        }
    }

    public func noteGuess(from callers: [String], at time: Date, since: Date) async throws {
        try await write { db in
            try Self.forgetGuesses(since, in: db)
            let statement = try db.makeStatement(
                sql: """
                    INSERT INTO guess (caller, began_at, guesses) VALUES (?, ?, 1)
                    ON CONFLICT (caller) DO UPDATE SET guesses = guess.guesses + 1
                    """)
            for caller in callers {
                try statement.execute(arguments: [caller, time.seconds])
            }
        }
    }

    public func take(
        _ amount: Int, of caller: String, limit: Int, from start: Date, since: Date
    ) async throws -> TakenAllowance {
        try await write { db in
            try Self.forgetGuesses(since, in: db)
            let row = try Row.fetchOne(
                db.cachedStatement(sql: "SELECT began_at, guesses FROM guess WHERE caller = ?"), arguments: [caller])
            let taken: Int = row?["guesses"] ?? 0
            let granted = max(0, min(amount, limit - taken))
            if granted > 0 {
                try db.cachedStatement(
                    sql: """
                        INSERT INTO guess (caller, began_at, guesses) VALUES (?, ?, ?)
                        ON CONFLICT (caller) DO UPDATE SET guesses = guess.guesses + excluded.guesses
                        """
                ).execute(arguments: [caller, start.seconds, granted])
            }
            return TakenAllowance(granted: granted, began: row?.date("began_at") ?? start)
        }
    }

    /// Also those of a clock that was set back: they would stand until it is there again.
    private static func forgetGuesses(_ since: Date, in db: Database) throws {
        try db.execute(
            sql: "DELETE FROM guess WHERE began_at <= ? OR began_at > ?",
            arguments: [since.seconds, since.seconds + farAhead])
    }

    /// A window, and how far a server's clock may be ahead of another's.
    private static let farAhead = 1_200
}
