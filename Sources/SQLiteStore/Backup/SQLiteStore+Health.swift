internal import Foundation
internal import GRDB
internal import Glibc
public import Store

extension SQLiteStore {
    public func health() async throws -> StoreHealth {
        let location = location
        return try await read { db in
            let problems = try String.fetchAll(db, sql: "PRAGMA quick_check(3)")
            return StoreHealth(
                schema: try String.fetchOne(db, sql: "SELECT max(identifier) FROM grdb_migrations") ?? "",
                damage: problems == ["ok"] ? nil : problems.joined(separator: "; "),
                bytes: ["", "-wal"].map { Self.size(of: location + $0) }.reduce(0, +),
                freeBytes: Self.free(at: location),
                newestReport: try Row.fetchOne(db, sql: "SELECT max(last_seen) AS newest FROM agent")?
                    .dateIfPresent("newest"),
                quarantinedBundles: try Int.fetchOne(
                    db, sql: "SELECT count(*) FROM bundle WHERE outcome = 'quarantined' AND kept_bytes > 0") ?? 0)
        }
    }

    /// Another process that has a database open. Asked before this one opens it: looking lets go of this process's own locks
    /// on the file (fcntl(2), POSIX record locks).
    public static func process(using path: String) -> Int? { DatabaseFile(path: path).holder }

    private static func size(of path: String) -> Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }

    private static func free(at path: String) -> Int? {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { return nil }
        return Int(status.f_bavail) * Int(status.f_frsize)
    }
}
