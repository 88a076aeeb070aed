internal import Foundation
internal import GRDB
internal import Reports
public import Store

extension SQLiteStore {
    /// How many rows one transaction changes: reports wait no longer than it takes.
    static let forgettingBatch = 2_000

    public func forget(_ rule: Forgetting) async throws -> Forgotten {
        let known = String(decoding: try ReportCoder.encode(rule.knownHashes.sorted()), as: UTF8.self)
        let hashes = try await repeated(
            """
            UPDATE device SET serial = NULL, hash_since = NULL, hash_forgotten_at = ?1
            WHERE (agent_id, device_id) IN (
                SELECT agent_id, device_id FROM device
                WHERE hash_since IS NOT NULL AND hash_since < ?2 AND serial NOT IN (SELECT value FROM json_each(?3))
                    AND NOT EXISTS (SELECT 1 FROM delivery AS l WHERE l.serial_hash = device.serial)
                    AND NOT EXISTS (SELECT 1 FROM asset AS a WHERE a.serial_hash = device.serial)
                LIMIT \(Self.forgettingBatch))
            """, [rule.now.seconds, rule.hashesBefore.seconds, known])
        let times: StatementArguments = [rule.envelopesBefore.seconds, rule.hashesBefore.seconds]
        let envelopes = try await repeated(
            """
            UPDATE envelope SET text = '' WHERE position IN (
                SELECT position FROM envelope
                WHERE text <> '' AND received_at < max(?1, ?2) AND (received_at < ?1 OR has_hashes)
                LIMIT \(Self.forgettingBatch))
            """, times)
        // Why one was kept aside stays told; what it holds is unknown, so it goes with the first of the two.
        let aside = try await repeated(
            """
            UPDATE set_aside SET text = '' WHERE rowid IN (
                SELECT rowid FROM set_aside WHERE text <> '' AND received_at < max(?1, ?2)
                LIMIT \(Self.forgettingBatch))
            """, times)
        return Forgotten(hashes: hashes, envelopes: envelopes + aside)
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
