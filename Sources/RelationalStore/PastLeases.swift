internal import Relational
internal import Store

/// What is kept of leases that are long over: how many tests they were for, and when a neighbour last answered.
///
/// A lease is asked for by its test, which may come late: from a computer that was offline. So one whose test has come goes after
/// `leasesBefore`, one that still waits for its test much later, and the test of that one enters no figure any more.
struct PastLeases {
    let db: Database

    /// A lease by its key.
    typealias Key = (id: String, part: Int)

    /// What is due, to be looked for without keeping anybody from writing.
    /// - Parameters:
    ///   - after: the last lease that was looked at.
    ///   - before: leases granted before then are due; first those whose test has come, then any.
    func due(after: Key, before: (tested: Int, any: Int), limit: Int) throws -> [Key] {
        try Row.fetchAll(
            db, sql: LeaseSQL.past, arguments: [after.id, after.part, before.tested, before.any, limit]
        ).map { ($0[0], $0[1]) }
    }

    /// - Returns: how many went.
    func forget(_ due: [Key]) throws -> Int {
        let find = try db.cachedStatement(
            sql: """
                SELECT school_id, line, part = 1 AND latency_only = 0 AS granted,
                    iif(test_id IS NULL, NULL, peer_told_at) AS answered_at
                FROM lease WHERE id = ? AND part = ?
                """)
        let sum = try db.cachedStatement(
            sql: """
                INSERT INTO past_lease (school_id, line, granted, lan_answered_at) VALUES (?, ?, ?, ?)
                ON CONFLICT (school_id, line) DO UPDATE SET granted = past_lease.granted + excluded.granted,
                    lan_answered_at = CASE WHEN excluded.lan_answered_at > coalesce(past_lease.lan_answered_at, 0)
                        THEN excluded.lan_answered_at ELSE past_lease.lan_answered_at END
                """)
        let delete = try db.cachedStatement(sql: "DELETE FROM lease WHERE id = ? AND part = ?")
        var count = 0
        for lease in due {
            // Another process may have been faster.
            guard let row = try Row.fetchOne(find, arguments: [lease.id, lease.part]) else { continue }
            let answered: Int? = row["answered_at"]
            try sum.execute(arguments: [
                row["school_id"] as String, row["line"] as String, row["granted"] as Int, answered,
            ])
            try delete.execute(arguments: [lease.id, lease.part])
            count += 1
        }
        return count
    }
}
