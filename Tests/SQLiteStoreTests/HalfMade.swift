import Foundation
import GRDB

/// What a power cut in the first moments of a database can leave; each was seen by `make power-cut-test`.
enum HalfMade: CaseIterable {
    /// The file was made, and nothing written.
    case empty
    /// The transaction that was to turn WAL on has to be taken back.
    case hotJournal
    /// The migrator has its own table, and has done nothing.
    case noMigration

    func lay(at path: String) throws {
        switch self {
        case .empty: try Data().write(to: URL(filePath: path))
        case .hotJournal:
            let queue = try DatabaseQueue(path: path)
            try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
            try queue.close()
            try Self.journalOfEmptyFile.write(to: URL(filePath: path + "-journal"))
        case .noMigration:
            let pool = try DatabasePool(path: path)
            try pool.write {
                try $0.execute(sql: "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)")
            }
            try pool.close()
        }
    }

    /// A rollback journal's header (sqlite.org/fileformat2.html#the_rollback_journal): magic, no records, a nonce, 0 pages
    /// before the transaction, sectors of 512 bytes, pages of 4096.
    private static let journalOfEmptyFile: Data = {
        let fields: [UInt32] = [0xD9D5_05F9, 0x20A1_63D7, 0, 1, 0, 512, 4096]
        let header = fields.flatMap { field in withUnsafeBytes(of: field.bigEndian, Array.init) }
        return Data(header + [UInt8](repeating: 0, count: 512 - header.count))
    }()
}
