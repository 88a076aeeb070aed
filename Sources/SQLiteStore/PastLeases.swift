internal import GRDB
internal import Store

/// What is kept of leases that are long over: how many tests they were for, and when a neighbour last answered.
///
/// A lease is asked for by its test, which may come late: from a computer that was offline. So one whose test has come goes after
/// `leasesBefore`, one that still waits for its test much later, and the test of that one enters no figure any more.
struct PastLeases {
    let db: Database

    /// - Parameters:
    ///   - after: the last lease that was looked at, by id and part.
    ///   - before: leases granted before then go; first those whose test has come, then any.
    /// - Returns: how many went, and the last; nil when none is left.
    func forget(
        after: (id: String, part: Int), before: (tested: Int, any: Int), limit: Int
    ) throws -> (count: Int, last: (id: String, part: Int))? {
        let rows = try Row.fetchAll(
            db.cachedStatement(sql: LeaseSQL.past),
            arguments: [after.id, after.part, before.tested, before.any, limit])
        guard let last = rows.last else { return nil }
        let sum = try db.cachedStatement(
            sql: """
                INSERT INTO past_lease (school_id, line, granted, lan_answered_at) VALUES (?, ?, ?, ?)
                ON CONFLICT (school_id, line) DO UPDATE SET granted = granted + excluded.granted,
                    lan_answered_at = CASE WHEN excluded.lan_answered_at > coalesce(lan_answered_at, 0)
                        THEN excluded.lan_answered_at ELSE lan_answered_at END
                """)
        let delete = try db.cachedStatement(sql: "DELETE FROM lease WHERE id = ? AND part = ?")
        for row in rows {
            let answered: Int? = row["answered_at"]
            try sum.execute(arguments: [row["school_id"], row["line"], row["granted"], answered])
            try delete.execute(arguments: [row["id"], row["part"]])
        }
        return (rows.count, (last["id"], last["part"]))
    }
}
