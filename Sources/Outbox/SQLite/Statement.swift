internal import CSQLite
internal import FoundationEssentials

/// A prepared statement, finalised with the object; while it is stepped it is also the row.
///
/// `@safe`: the handle is private, lives exactly as long as the object, and nothing it points to is handed out.
@safe final class Statement {
    private let handle: OpaquePointer
    private let sql: String

    init(_ sql: String, on connection: OpaquePointer) throws(SQLiteFailure) {
        var prepared: OpaquePointer?
        let code = unsafe sqlite3_prepare_v3(connection, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
        guard code == SQLITE_OK, let handle = unsafe prepared else {
            let message = unsafe String(cString: sqlite3_errmsg(connection))
            throw SQLiteFailure(code: code, message: message, action: sql)
        }
        unsafe self.handle = unsafe handle
        self.sql = sql
    }

    deinit {
        unsafe sqlite3_finalize(handle)
    }

    /// Binds parameters from the first on.
    func bind(_ values: [SQLValue]) throws(SQLiteFailure) {
        for (offset, value) in values.enumerated() {
            let index = Int32(offset + 1)
            let code =
                switch value {
                case .null: unsafe sqlite3_bind_null(handle, index)
                case .integer(let number): unsafe sqlite3_bind_int64(handle, index, Int64(number))
                case .real(let number): unsafe sqlite3_bind_double(handle, index, number)
                case .text(let text): unsafe parta_bind_text(handle, index, text, Int32(text.utf8.count))
                case .blob(let data): bind(data, at: index)
                }
            guard code == SQLITE_OK else { throw failure(code) }
        }
    }

    /// Goes to the next row.
    /// - Returns: whether there is one.
    func step() throws(SQLiteFailure) -> Bool {
        let code = unsafe sqlite3_step(handle)
        switch code {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw failure(code)
        }
    }

    /// Makes the statement ready for its next use and lets go of its locks and values.
    func reset() {
        // Both repeat the last step's code, which step() has already thrown.
        _ = unsafe sqlite3_reset(handle)
        _ = unsafe sqlite3_clear_bindings(handle)
    }

    func integer(_ column: Int32) -> Int { Int(unsafe sqlite3_column_int64(handle, column)) }

    func real(_ column: Int32) -> Double { unsafe sqlite3_column_double(handle, column) }

    func isNull(_ column: Int32) -> Bool { unsafe sqlite3_column_type(handle, column) == SQLITE_NULL }

    func text(_ column: Int32) -> String {
        guard let start = unsafe sqlite3_column_text(handle, column) else { return "" }
        let count = Int(unsafe sqlite3_column_bytes(handle, column))
        return unsafe String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    func data(_ column: Int32) -> Data {
        guard let start = unsafe sqlite3_column_blob(handle, column) else { return Data() }
        return unsafe Data(bytes: start, count: Int(sqlite3_column_bytes(handle, column)))
    }

    private func bind(_ data: Data, at index: Int32) -> Int32 {
        unsafe data.withUnsafeBytes { bytes in
            unsafe parta_bind_blob(handle, index, bytes.baseAddress, Int32(bytes.count))
        }
    }

    private func failure(_ code: Int32) -> SQLiteFailure {
        let message = unsafe String(cString: sqlite3_errmsg(sqlite3_db_handle(handle)))
        return SQLiteFailure(code: code, message: message, action: sql)
    }
}
