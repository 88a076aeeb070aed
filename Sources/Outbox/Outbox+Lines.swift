public import FoundationEssentials
public import Reports

extension Outbox {
    /// How many slots are kept for the region: at a dozen a day about half a year without it.
    public static let slotLimit = 2_000

    /// Appends a line test; the same test (by its id) is kept once.
    /// - Throws: `OutboxFailure`.
    public func record(lineTest: LineTest) throws {
        try record(lineTests: [lineTest], slot: nil, ledger: [:])
    }

    /// Keeps what slots came to, all of it or nothing: their tests, their records, and what must be remembered of it.
    ///
    /// The same test and the same slot, by their ids, are kept once while they are unsealed. Beyond `slotLimit` the oldest
    /// slots are let go of, and the next report says how many.
    /// - Parameter entries: what `ledgerEntry(_:)` gives from now on; an empty value is forgotten.
    /// - Throws: `OutboxFailure`.
    public func record(lineTests: [LineTest], slots: [SlotRecord], ledger entries: [String: Data]) throws {
        let tests = try lineTests.map { (id: $0.id, content: try ReportCoder.encode($0)) }
        let records = try slots.map { (id: $0.id, content: try ReportCoder.encode($0)) }
        try write { connection in
            if !tests.isEmpty || !records.isEmpty { try connection.keepRoom() }
            for test in tests {
                try connection.run(
                    "INSERT OR IGNORE INTO line_test(id, test) VALUES (?, ?)", .text(test.id), .blob(test.content))
            }
            for record in records {
                try connection.run(
                    "INSERT OR IGNORE INTO slot(id, record) VALUES (?, ?)", .text(record.id), .blob(record.content))
            }
            if !records.isEmpty { try dropOldSlots(on: connection) }
            for (key, value) in entries { try set(key, to: value, on: connection) }
        }
    }

    /// Keeps what one slot came to, all of it or nothing.
    /// - Throws: `OutboxFailure`.
    public func record(lineTests: [LineTest], slot: SlotRecord?, ledger entries: [String: Data]) throws {
        try record(lineTests: lineTests, slots: slot.map { [$0] } ?? [], ledger: entries)
    }

    /// What was last remembered under this name, by this computer under its present key.
    /// - Throws: `OutboxFailure`.
    public func ledgerEntry(_ key: String) throws -> Data? {
        try read { connection in
            try connection.rows("SELECT value FROM ledger WHERE key = ?", .text(key)) { $0.data(0) }.first
        }
    }

    func set(_ key: String, to value: Data, on connection: Connection) throws {
        if value.isEmpty {
            try connection.run("DELETE FROM ledger WHERE key = ?", .text(key))
        } else {
            try connection.run("INSERT OR REPLACE INTO ledger(key, value) VALUES (?, ?)", .text(key), .blob(value))
        }
    }

    private func dropOldSlots(on connection: Connection) throws {
        let dropped = try connection.run(
            "DELETE FROM slot WHERE position NOT IN (SELECT position FROM slot ORDER BY position DESC LIMIT ?)",
            .integer(Self.slotLimit))
        if dropped > 0 {
            try connection.run("UPDATE stream SET slots_dropped = slots_dropped + ?", .integer(dropped))
        }
    }
}
