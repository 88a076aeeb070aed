internal import CPostgres
internal import Relational

/// One connection of libpq's, in pipeline mode: statements are sent one behind the other, and what they say is read when
/// somebody wants to know.
///
/// Not for two threads at a time.
@safe final class PostgresLink {
    /// So many statements may be on their way: what the server answers to them fits into a socket's buffer.
    private static let longestQueue = 64

    private let connection: OpaquePointer
    /// How many answers are still to be read.
    private var waiting = 0
    /// What went wrong while only a count was asked for; told to whoever asks next.
    private var untold: DatabaseError?
    private var lastCount = 0
    private var allCount = 0

    /// - Throws: `DatabaseError`.
    init(_ location: PostgresLocation) throws {
        let connection = unsafe location.connect()
        guard let connection = unsafe connection else {
            throw DatabaseError(message: "there is no memory for a connection")
        }
        unsafe self.connection = connection
        guard unsafe PQstatus(connection) == CONNECTION_OK else {
            throw unsafe PostgresFailure.connecting(String(cString: PQerrorMessage(connection)))
        }
        guard unsafe PQenterPipelineMode(connection) == 1 else { throw broken() }
    }

    deinit { unsafe PQfinish(connection) }

    /// Whether it can still be used.
    var isOpen: Bool { unsafe PQstatus(connection) == CONNECTION_OK }

    /// 150004 for 15.4.
    var serverVersion: Int { Int(unsafe PQserverVersion(connection)) }

    // MARK: Sending

    /// Sends a statement that is run this once.
    func send(_ sql: String, _ parameters: PostgresParameters? = nil, types: [PostgresType] = []) throws {
        try makeRoom()
        let numbers = types.map(\.number)
        let sent =
            if let parameters {
                unsafe parameters.withPointers { values, lengths, formats in
                    unsafe PQsendQueryParams(
                        connection, sql, Int32(values.count), numbers, values.baseAddress, lengths.baseAddress,
                        formats.baseAddress, 1)
                }
            } else {
                unsafe PQsendQueryParams(connection, sql, 0, nil, nil, nil, nil, 1)
            }
        try count(sent)
    }

    func sendPrepared(_ name: String, _ parameters: PostgresParameters) throws {
        try makeRoom()
        let sent = unsafe parameters.withPointers { values, lengths, formats in
            unsafe PQsendQueryPrepared(
                connection, name, Int32(values.count), values.baseAddress, lengths.baseAddress, formats.baseAddress, 1)
        }
        try count(sent)
    }

    /// Prepares a statement.
    /// - Returns: what the server has each parameter down for.
    func prepare(_ name: String, _ sql: String, _ types: [PostgresType]) throws -> [PostgresType] {
        try settle()
        let numbers = types.map(\.number)
        try count(unsafe PQsendPrepare(connection, name, sql, Int32(numbers.count), numbers))
        try count(unsafe PQsendDescribePrepared(connection, name))
        var described: [PostgresType] = []
        try unsafe settle { result in
            described = (0..<(unsafe PQnparams(result))).map { unsafe PostgresType(PQparamtype(result, $0)) }
            unsafe PQclear(result)
        }
        return described
    }

    /// Sends what a `COPY … FROM STDIN` takes in; pipeline mode knows no COPY, so it rests meanwhile.
    func copy(_ sql: String, _ bytes: [UInt8]) throws {
        try settle()
        guard unsafe PQexitPipelineMode(connection) == 1 else { throw broken() }
        defer { _ = unsafe PQenterPipelineMode(connection) }
        let begun = unsafe PQexec(connection, sql)
        defer { unsafe PQclear(begun) }
        guard let begun = unsafe begun, unsafe PQresultStatus(begun) == PGRES_COPY_IN else {
            throw unsafe begun.map { unsafe Self.failure($0, isOpen: isOpen) } ?? broken()
        }
        let isSent = unsafe bytes.withUnsafeBytes { buffer in
            unsafe PQputCopyData(
                connection, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(buffer.count))
        }
        guard isSent == 1, unsafe PQputCopyEnd(connection, nil) == 1 else { throw broken() }
        var failure: DatabaseError?
        while let result = unsafe PQgetResult(connection) {
            if unsafe PQresultStatus(result) != PGRES_COMMAND_OK {
                failure = unsafe failure ?? Self.failure(result, isOpen: isOpen)
            }
            unsafe PQclear(result)
        }
        if let failure { throw failure }
    }

    private func makeRoom() throws {
        if waiting >= Self.longestQueue || untold != nil { try settle() }
    }

    private func count(_ sent: Int32) throws {
        guard sent == 1 else { throw broken() }
        waiting += 1
    }

    // MARK: Answers

    /// Reads all that is still to come, and takes the last statement's rows.
    func lastResult() throws -> PostgresResult {
        var last: PostgresResult?
        try unsafe settle { last = unsafe PostgresResult($0) }
        guard let last else { throw DatabaseError(message: "a statement gave no answer") }
        return last
    }

    /// How many rows the last statement changed.
    var lastChanges: Int {
        settleUntold()
        return lastCount
    }

    /// How many rows all statements changed.
    var allChanges: Int {
        settleUntold()
        return allCount
    }

    private func settleUntold() {
        guard untold == nil else { return }
        do {
            try settle()
        } catch let error as DatabaseError {
            untold = error
        } catch {
            untold = DatabaseError(message: "\(error)")
        }
    }

    /// Reads all that is still to come.
    /// - Throws: what the first statement that failed says; those behind it were not run.
    func settle() throws {
        try unsafe settle { unsafe PQclear($0) }
    }

    /// - Parameter keep: takes over the last statement's answer.
    private func settle(keep: (OpaquePointer) -> Void) throws {
        if let untold {
            self.untold = nil
            throw untold
        }
        guard waiting > 0 else { return }
        waiting = 0
        guard unsafe PQpipelineSync(connection) == 1 else { throw broken() }
        var failure: DatabaseError?
        var last: OpaquePointer?
        var pauses = 0
        while true {
            guard let result = unsafe PQgetResult(connection) else {
                // One between the answers of two statements; two when nothing more will come.
                pauses += 1
                if pauses > 1 || !isOpen { break }
                continue
            }
            pauses = 0
            switch unsafe PQresultStatus(result) {
            case PGRES_PIPELINE_SYNC:
                unsafe PQclear(result)
                if let failure {
                    if let last = unsafe last { unsafe PQclear(last) }
                    throw failure
                }
                if let last = unsafe last { unsafe keep(last) }
                return
            case PGRES_TUPLES_OK, PGRES_COMMAND_OK:
                if let last = unsafe last { unsafe PQclear(last) }
                unsafe last = result
                noteChanges(unsafe Int(String(cString: PQcmdTuples(result))), unsafe PQresultStatus(result))
            case PGRES_PIPELINE_ABORTED: unsafe PQclear(result)
            default:
                failure = unsafe failure ?? Self.failure(result, isOpen: isOpen)
                unsafe PQclear(result)
            }
        }
        if let last = unsafe last { unsafe PQclear(last) }
        throw failure ?? broken()
    }

    private func noteChanges(_ rows: Int?, _ status: ExecStatusType) {
        guard status == PGRES_COMMAND_OK else { return }
        lastCount = rows ?? 0
        allCount += lastCount
    }

    private static func failure(_ result: OpaquePointer, isOpen: Bool) -> DatabaseError {
        let state = unsafe PQresultErrorField(result, Int32(UInt8(ascii: "C"))).map { unsafe String(cString: $0) }
        let message = unsafe PQresultErrorField(result, Int32(UInt8(ascii: "M"))).map { unsafe String(cString: $0) }
        guard let state else {
            return DatabaseError(.away, message: unsafe String(cString: PQresultErrorMessage(result)))
        }
        return PostgresFailure.error(state: state, message: message ?? state)
    }

    private func broken() -> DatabaseError {
        DatabaseError(.away, message: unsafe String(cString: PQerrorMessage(connection)))
    }
}
