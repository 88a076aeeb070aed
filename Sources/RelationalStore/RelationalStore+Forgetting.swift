internal import Foundation
internal import Relational
internal import Reports
public import Store

extension RelationalStore {
    /// How many rows one transaction changes: reports wait no longer than it takes.
    static let forgettingBatch = 2_000

    public func forget(_ rule: Forgetting) async throws -> Forgotten {
        let hashes = try await forgetHashes(rule)
        // Whoever reads all for hours, such as a backup, may keep weeks from going: the rest goes all the same, and envelopes
        // one by one.
        let weeks: Result<Int, any Error>
        do { weeks = .success(try await forgetWeeks(rule)) } catch { weeks = .failure(error) }
        let envelopes = try await forgetEnvelopes(rule)
        // Why one was kept aside stays told; what it holds is unknown, so it goes with the first of the two.
        let aside = try await repeated(
            """
            UPDATE set_aside SET text = '' WHERE rowid IN (
                SELECT rowid FROM set_aside WHERE text <> '' AND received_at < max(?1, ?2)
                LIMIT \(Self.forgettingBatch))
            """, [rule.envelopesBefore.seconds, rule.hashesBefore.seconds])
        let leases = try await forgetLeases(rule)
        let details = try await forgetDetails(rule)
        let lineTests = try await packLineTests(rule)
        return Forgotten(
            hashes: hashes, envelopes: try weeks.get() + envelopes + aside, leases: leases, details: details,
            lineTests: lineTests)
    }

    /// Those that delivery lists and books name stay, and are looked at every time: without keeping anybody from writing.
    private func forgetHashes(_ rule: Forgetting) async throws -> Int {
        let known = String(decoding: try ReportCoder.encode(rule.knownHashes.sorted()), as: UTF8.self)
        var total = 0
        while true {
            let due = try await read { db in
                try Row.fetchAll(
                    db, sql: Self.dueHashesSQL, arguments: [rule.hashesBefore.seconds, known, Self.forgettingBatch]
                ).map { (agent: $0[0] as String, device: $0[1] as String) }
            }
            total += try await write { db in
                let forget = try db.cachedStatement(
                    sql: """
                        UPDATE device SET serial = NULL, hash_since = NULL, hash_forgotten_at = ?
                        WHERE agent_id = ? AND device_id = ? AND hash_since < ? AND \(Self.isInNoList)
                        """)
                return try due.reduce(0) { count, hash in
                    try forget.execute(
                        arguments: [rule.now.seconds, hash.agent, hash.device, rule.hashesBefore.seconds])
                    return count + db.changesCount
                }
            }
            if due.count < Self.forgettingBatch { return total }
        }
    }

    /// Arguments: before when, hashes to keep as a JSON list, how many.
    static let dueHashesSQL = """
        SELECT agent_id, device_id FROM device
        WHERE hash_since IS NOT NULL AND hash_since < ? AND serial NOT IN (SELECT value FROM json_each(?))
            AND \(isInNoList) LIMIT ?
        """

    private static let isInNoList = """
        NOT EXISTS (SELECT 1 FROM delivery AS l WHERE l.serial_hash = device.serial)
            AND NOT EXISTS (SELECT 1 FROM asset AS a WHERE a.serial_hash = device.serial)
        """

    private func forgetEnvelopes(_ rule: Forgetting) async throws -> Int {
        let hashesBefore = rule.hashesBefore.seconds
        var total = 0
        while true {
            let due = try await read { db in
                // Of the part that is about to go whole nothing goes before.
                let before = rule.envelopesBefore.seconds
                let part = try db.connection.parts(of: "envelope").first { $0.times.contains(before) }
                return try PastEnvelopes(db: db).due(
                    before: part?.times.lowerBound ?? before, hashesBefore: hashesBefore, limit: Self.forgettingBatch)
            }
            if due.isEmpty { return total }
            total += try await write { db in try PastEnvelopes(db: db).keep(due) }
        }
    }

    /// Where envelopes are divided by time, what comes next has its place ready, and what is old goes as a whole.
    private func forgetWeeks(_ rule: Forgetting) async throws -> Int {
        let before = rule.envelopesBefore.seconds
        let due = try await read { db in
            try db.connection.parts(of: "envelope").filter { $0.times.upperBound <= before }
        }
        try await write { db in try db.connection.makeParts(at: rule.now.seconds) }
        var total = 0
        for part in due { total += try await forget(part) }
        return total
    }

    /// Each batch is read without keeping anybody from writing. What comes into the part from then on keeps it from going.
    private func forget(_ part: TablePart) async throws -> Int {
        let highest = try await read { db in try PastEnvelopes(db: db).highest(in: part) }
        guard let highest else { return 0 }
        var total = 0
        var end: PastEnvelopes.Held?
        while true {
            let after = end
            let held = try await read { db in
                try PastEnvelopes(db: db).held(in: part, after: after, limit: Self.forgettingBatch)
            }
            if held.isEmpty { break }
            try await write { db in try PastEnvelopes(db: db).keepDigests(of: held) }
            total += held.count(where: \.hasText)
            end = held.last
        }
        return try await write { db in try PastEnvelopes(db: db).drop(part, highest: highest) } ? total : 0
    }

    /// Rows come about in the order of their numbers; each batch is found without keeping anybody from writing.
    private func forgetDetails(_ rule: Forgetting) async throws -> Int {
        var (total, last) = (0, 0 as Int64)
        while true {
            let after = last
            let due = try await read { db in
                try Int64.fetchAll(
                    db, sql: Self.dueDetailsSQL,
                    arguments: [after, rule.detailsBefore.seconds, Self.forgettingBatch])
            }
            guard let end = due.last else { return total }
            try await write { db in
                let delete = try db.cachedStatement(sql: "DELETE FROM line_test_details WHERE rowid = ?")
                for row in due { try delete.execute(arguments: [row]) }
            }
            total += due.count
            last = end
        }
    }

    /// Arguments: the last row looked at, before when, how many.
    static let dueDetailsSQL = """
        SELECT d.rowid FROM line_test_details AS d
        CROSS JOIN line_test AS t ON t.agent_id = d.agent_id AND t.id = d.test_id
        WHERE d.rowid > ? AND t.started_at < ? ORDER BY d.rowid LIMIT ?
        """

    /// So many schools' months are packed in one transaction: as many tests as another batch has rows, or so.
    private static let monthBatch = 32

    /// Month by month, from each school's oldest on.
    private func packLineTests(_ rule: Forgetting) async throws -> Int {
        var total = 0
        while true {
            let before = total
            var last = ""
            while true {
                let after = last
                let due = try await read { db in
                    try PastLineTests(db: db).due(
                        after: after, before: rule.lineTestsBefore.seconds, limit: Self.monthBatch)
                }
                guard let end = due.last else { break }
                total += try await write { db in
                    try due.reduce(0) { try $0 + PastLineTests(db: db).pack($1) }
                }
                last = end.school
            }
            if total == before { return total }
        }
    }

    private func forgetLeases(_ rule: Forgetting) async throws -> Int {
        let before = (rule.testedLeasesBefore.seconds, rule.leasesBefore.seconds)
        var total = 0
        var last = (id: "", part: 0)
        while true {
            let after = last
            let due = try await read { db in
                try PastLeases(db: db).due(after: after, before: before, limit: Self.forgettingBatch)
            }
            guard let end = due.last else { return total }
            total += try await write { db in try PastLeases(db: db).forget(due) }
            last = end
        }
    }

    private func repeated(_ sql: String, _ arguments: StatementArguments) async throws -> Int {
        var total = 0
        while true {
            let changed = try await write { db in
                try db.execute(sql: sql, arguments: arguments)
                return db.changesCount
            }
            total += changed
            if changed < Self.forgettingBatch { return total }
        }
    }
}
