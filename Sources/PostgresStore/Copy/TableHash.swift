internal import Crypto
internal import Foundation
internal import Relational

/// SHA-256 over rows, the same whichever engine they come from: each value as its kind, its length and its bytes.
struct TableHash {
    private var hash = SHA256()
    private(set) var rows = 0

    mutating func add(_ values: [DatabaseValue]) {
        rows += 1
        for value in values {
            switch value {
            case .null: put(0, [])
            case .integer(let number): put(1, Self.bytes(UInt64(bitPattern: number)))
            case .real(let number): put(2, Self.bytes(number.bitPattern))
            case .text(let text): put(3, Array(text.utf8))
            case .bytes(let data): put(4, Array(data))
            }
        }
    }

    /// In hexadecimal.
    var text: String { hash.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }

    private mutating func put(_ kind: UInt8, _ bytes: [UInt8]) {
        hash.update(data: [kind] + Self.bytes(UInt64(bytes.count)) + bytes)
    }

    private static func bytes(_ number: UInt64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - $0 * 8)) }
    }
}

extension TableShape {
    var quotedName: String { "\"\(name)\"" }

    private var order: String { key.map { "\"\($0)\"" }.joined(separator: ", ") }

    private func list(_ columns: [String]) -> String { columns.map { "\"\($0)\"" }.joined(separator: ", ") }

    /// The rows after a key, in their order, and each one's key.
    func rows(
        after last: [DatabaseValue]?, limit: Int, in db: Database
    ) throws -> [(values: [DatabaseValue], key: [DatabaseValue])] {
        let condition = last.map { "WHERE (\(order)) > (\($0.map { _ in "?" }.joined(separator: ", ")))" } ?? ""
        return try Row.fetchAll(
            db.cachedStatement(
                sql:
                    "SELECT \(list(key)), \(list(columns)) FROM \(quotedName) \(condition) ORDER BY \(order) LIMIT \(limit)"
            ), arguments: StatementArguments(last ?? [])
        ).map { row in
            let values = row.databaseValues
            return (Array(values.dropFirst(key.count)), Array(values.prefix(key.count)))
        }
    }

    func hash(in db: Database) throws -> TableHash {
        var hash = TableHash()
        let rows = try Row.fetchCursor(db, sql: "SELECT \(list(columns)) FROM \(quotedName) ORDER BY \(order)")
        while let row = try rows.next() { hash.add(row.databaseValues) }
        return hash
    }
}
