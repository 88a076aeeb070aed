internal import CPostgres

/// The rows of one answer, in the server's binary format; it owns libpq's memory of them.
@safe final class PostgresResult {
    private let result: OpaquePointer
    /// The type of each column.
    let types: [PostgresType]
    let rowCount: Int
    /// The first column of each name.
    private(set) lazy var names: [String: Int] = {
        var names: [String: Int] = [:]
        for column in types.indices.reversed() {
            if let name = unsafe PQfname(result, Int32(column)) { names[unsafe String(cString: name)] = column }
        }
        return names
    }()

    /// - Parameter result: libpq's, which is this object's from now on.
    init(_ result: OpaquePointer) {
        unsafe self.result = result
        types = (0..<(unsafe PQnfields(result))).map { unsafe PostgresType(PQftype(result, $0)) }
        rowCount = Int(unsafe PQntuples(result))
    }

    deinit { unsafe PQclear(result) }

    /// How many rows the statement changed.
    var changes: Int { Int(unsafe String(cString: PQcmdTuples(result))) ?? 0 }

    /// The bytes of a value, valid within `body` alone; nil for null.
    func withValue<Value>(_ row: Int, _ column: Int, _ body: (UnsafeRawBufferPointer?) throws -> Value) rethrows
        -> Value
    {
        let (row, column) = (Int32(row), Int32(column))
        guard unsafe PQgetisnull(result, row, column) == 0 else { return try body(nil) }
        let bytes = unsafe UnsafeRawBufferPointer(
            start: PQgetvalue(result, row, column), count: Int(PQgetlength(result, row, column)))
        return try unsafe body(bytes)
    }
}
