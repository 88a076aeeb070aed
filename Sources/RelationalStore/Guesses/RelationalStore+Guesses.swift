public import FoundationEssentials
internal import Relational

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
            try db.execute(sql: "DELETE FROM guess WHERE began_at <= ?", arguments: [since.seconds])
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
}
