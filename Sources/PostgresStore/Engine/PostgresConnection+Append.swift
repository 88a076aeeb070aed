internal import Foundation
internal import Relational

extension PostgresConnection {
    /// Adds many rows at once (COPY, in its binary format: a mark, then each row as a count of fields and each field as its
    /// length and its bytes; https://www.postgresql.org/docs/15/sql-copy.html).
    func append(_ rows: [[DatabaseValue]], to table: TableShape) throws {
        guard !rows.isEmpty else { return }
        var bytes: [UInt8] = Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0] + [UInt8](repeating: 0, count: 8)
        for row in rows {
            Self.put(Int16(row.count), into: &bytes)
            for value in row { try Self.put(value, into: &bytes) }
        }
        Self.put(Int16(-1), into: &bytes)
        let columns = table.columns.map { "\"\($0)\"" }.joined(separator: ", ")
        try link.copy("COPY \(table.quotedName) (\(columns)) FROM STDIN (FORMAT binary)", bytes)
    }

    private static func put(_ number: some FixedWidthInteger, into bytes: inout [UInt8]) {
        for shift in stride(from: number.bitWidth - 8, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: number >> shift))
        }
    }

    private static func put(_ value: DatabaseValue, into bytes: inout [UInt8]) throws {
        switch value {
        case .null: put(Int32(-1), into: &bytes)
        case .integer(let number):
            put(Int32(8), into: &bytes)
            put(number, into: &bytes)
        case .real(let number):
            put(Int32(8), into: &bytes)
            put(number.bitPattern, into: &bytes)
        case .text(let text):
            guard !text.utf8.contains(0) else { throw DatabaseError(message: "a text holds a NUL character") }
            put(Int32(text.utf8.count), into: &bytes)
            bytes.append(contentsOf: text.utf8)
        case .bytes(let data):
            put(Int32(data.count), into: &bytes)
            bytes.append(contentsOf: data)
        }
    }
}
