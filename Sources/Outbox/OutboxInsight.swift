public import FoundationEssentials
internal import Glibc
public import Reports

/// More of an outbox than counts, for somebody who looks for what is wrong with an agent.
public struct OutboxInsight: Sendable {
    /// When the region last acknowledged something that is still kept, by the computer's clock.
    public var lastAcknowledged: Date?
    /// The newest envelopes, the last sealed first.
    public var envelopes: [String] = []
    /// Slots that are not sealed yet, the latest first.
    public var slots: [SlotRecord] = []
    /// What was last remembered under the name that was asked for.
    public var ledgerEntry: Data?

    public init() {}

    /// Reads a file that another process may be using; nothing is changed, mended or moved.
    /// - Parameter limit: how many envelopes and slots at most.
    /// - Returns: nil when there is no such file, or it is of another version.
    /// - Throws: `OutboxFailure`.
    public init?(ofFileAt path: String, ledger key: String, limit: Int) throws {
        guard unsafe access(path, F_OK) == 0 else { return nil }
        do {
            let connection = try Connection(path: path, readOnly: true)
            guard try connection.integer("PRAGMA application_id") == Schema.applicationID,
                try connection.integer("PRAGMA user_version") == Schema.migrations.count
            else { return nil }
            let last = try connection.integer("SELECT coalesce(max(acknowledged_at), 0) FROM envelope")
            lastAcknowledged = last > 0 ? Date(timeIntervalSince1970: Double(last)) : nil
            envelopes = try connection.rows("SELECT text FROM envelope ORDER BY seq DESC LIMIT ?", .integer(limit)) {
                $0.text(0)
            }
            slots = try connection.rows("SELECT record FROM slot ORDER BY position DESC LIMIT ?", .integer(limit)) {
                $0.data(0)
            }
            .compactMap { try? ReportCoder.decode(SlotRecord.self, from: $0) }
            ledgerEntry = try connection.rows("SELECT value FROM ledger WHERE key = ?", .text(key)) { $0.data(0) }.first
        } catch let failure as SQLiteFailure {
            throw OutboxFailure(failure, path: path)
        }
    }
}
