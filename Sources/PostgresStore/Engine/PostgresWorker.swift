internal import Relational

/// One thread's connection: made when it is wanted, and made anew after the server was away.
final class PostgresWorker {
    /// All that write wait for each other at this lock (pg_advisory_xact_lock), in whichever process: "parta" as bytes.
    private static let writing = "SELECT pg_advisory_xact_lock(482871768161)"
    /// An attempt to connect that came to nothing after longer than this is not made again at once: who waits behind it is told
    /// of it instead. A server that refuses is asked as often as anybody wants.
    private static let patience = Duration.seconds(1)
    private static let pause = Duration.seconds(2)

    private let location: PostgresLocation
    private var connection: PostgresConnection?
    private var failure: (error: DatabaseError, at: ContinuousClock.Instant)?

    init(_ location: PostgresLocation) {
        self.location = location
    }

    func disconnect() { connection = nil }

    func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try transaction(["BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"], body)
    }

    /// - Parameter isDurable: whether the commit waits for the disk.
    func write<Value>(isDurable: Bool = true, _ body: (Database) throws -> Value) throws -> Value {
        let begin = ["BEGIN ISOLATION LEVEL READ COMMITTED", Self.writing]
        return try transaction(isDurable ? begin : begin + ["SET LOCAL synchronous_commit = off"], body)
    }

    func withoutTransaction<Value>(_ body: (Database) throws -> Value) throws -> Value {
        let connection = try connected()
        return try usingUp(connection) {
            let value = try body(Database(connection))
            try connection.link.settle()
            return value
        }
    }

    private func transaction<Value>(_ begin: [String], _ body: (Database) throws -> Value) throws -> Value {
        let connection = try begun(begin)
        return try usingUp(connection) {
            do {
                let value = try body(Database(connection))
                try connection.command("COMMIT")
                try connection.link.settle()
                return value
            } catch {
                // What is left of the statements behind the one that failed goes first, and says nothing new.
                try? connection.link.settle()
                if connection.link.isOpen {
                    try? connection.command("ROLLBACK")
                    try? connection.link.settle()
                }
                throw error
            }
        }
    }

    /// A transaction on a connection that answers: one that was left idle may have lost its server meanwhile.
    private func begun(_ begin: [String]) throws -> PostgresConnection {
        let isOld = connection != nil
        do {
            return try begun(begin, on: connected())
        } catch let error as DatabaseError where error.code == .away && isOld {
            connection = nil
            return try begun(begin, on: connected())
        }
    }

    private func begun(_ begin: [String], on connection: PostgresConnection) throws -> PostgresConnection {
        try usingUp(connection) {
            do {
                try connection.tidy()
                for statement in begin { try connection.command(statement) }
                try connection.link.settle()
                return connection
            } catch {
                if connection.link.isOpen {
                    try? connection.command("ROLLBACK")
                    try? connection.link.settle()
                }
                throw error
            }
        }
    }

    /// A connection that broke is not used again, nor one to a server that may only be read: an address may name several, and
    /// another may be the one by now.
    private func usingUp<Value>(_ connection: PostgresConnection, _ body: () throws -> Value) throws -> Value {
        defer { if !connection.link.isOpen { self.connection = nil } }
        do {
            return try body()
        } catch let error as DatabaseError where error.code == .readOnly {
            self.connection = nil
            throw error
        }
    }

    private func connected() throws -> PostgresConnection {
        if let connection { return connection }
        if let failure, failure.at.duration(to: .now) < Self.pause { throw failure.error }
        let start = ContinuousClock.now
        do {
            let made = try PostgresConnection(location)
            // While this program goes on, another server may have taken the place of the one it began with.
            let version = made.link.serverVersion
            guard version >= PostgresStore.oldestVersion else {
                throw DatabaseError(.serverVersion, message: "\(version / 10_000)")
            }
            (connection, failure) = (made, nil)
            return made
        } catch let error as DatabaseError {
            failure = start.duration(to: .now) > Self.patience ? (error, .now) : nil
            throw error
        }
    }
}
