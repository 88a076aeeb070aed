internal import Relational
internal import Reports
internal import Store

extension Migrations {
    /// What there is much of, packed: a row a month in place of one a fact (`StreamNumbers.key`).
    ///
    /// `seen_month` has what streams tell of their computers' devices (`SeenMonth`), once `device_day`; `slot_month` what computers
    /// tell of the line tests' plan (`SlotMonth`), once `slot`. `past_envelope` is what is left of envelopes whose texts are
    /// forgotten (`PastEnvelopes`), `past_lease` what is left of leases (`PastLeases`).
    static let packedDays = """
        CREATE TABLE stream_number (
            number INTEGER PRIMARY KEY,
            agent_id TEXT NOT NULL REFERENCES agent (id),
            stream TEXT NOT NULL,
            UNIQUE (agent_id, stream)
        ) STRICT;

        CREATE TABLE past_envelope (
            stream INTEGER NOT NULL REFERENCES stream_number (number),
            part INTEGER NOT NULL,
            digests BLOB NOT NULL,
            PRIMARY KEY (stream, part)
        ) STRICT;

        CREATE TABLE slot_month (
            key INTEGER PRIMARY KEY,
            words BLOB NOT NULL
        ) STRICT;

        CREATE TABLE past_lease (
            school_id TEXT NOT NULL REFERENCES school (id),
            line TEXT NOT NULL,
            granted INTEGER NOT NULL,
            lan_answered_at INTEGER,
            PRIMARY KEY (school_id, line)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE seen_device (
            stream INTEGER NOT NULL REFERENCES stream_number (number),
            number INTEGER NOT NULL,
            device_id TEXT NOT NULL,
            PRIMARY KEY (stream, number)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE seen_month (
            key INTEGER PRIMARY KEY,
            days BLOB NOT NULL
        ) STRICT;
        """

    static func packDaysAndSlots(_ db: Database) throws {
        try packDays(db)
        try packSlots(db)
        try db.execute(sql: unpackedDays)
    }

    /// What goes when all is packed.
    static let unpackedDays = "DROP TABLE device_day; DROP TABLE slot"

    /// One agent's words at a time.
    private static func packSlots(_ db: Database) throws {
        var months: [Int: SlotMonth] = [:]
        var agent: String?
        func close() throws {
            guard let agent else { return }
            let number = try StreamNumbers(db: db).number(of: "", agent)
            for words in months.values { try SlotWords(db: db).keep(words, StreamNumbers.key(number, words.month)) }
            months = [:]
        }
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT agent_id, id, school_id, line, decided_at, ran, reason, planned_at FROM slot ORDER BY agent_id, id
                """)
        while let row = try rows.next() {
            let next: String = row[0]
            if next != agent { try close() }
            agent = next
            let reason: String? = row[6]
            let word = SlotWord(
                slot: row[1], school: row[2], line: row[3], decidedAt: row[4], ran: row[5],
                reason: reason.map(SlotRecord.Reason.init(rawValue:)))
            let month = SlotWord.month(of: word.slot, plannedAt: row[7])
            _ = months[month, default: SlotMonth(month: month)].note(word)
        }
        try close()
    }

    /// One agent's days at a time.
    private static func packDays(_ db: Database) throws {
        let days = SeenDays(db: db)
        var streams: [String: [SeenDays.Fact]] = [:]
        var agent: String?
        func close() throws {
            guard let agent else { return }
            for (stream, facts) in streams { try days.note(facts, of: agent, stream: stream) }
            streams = [:]
        }
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT agent_id, device_id, day, stream, first_at, last_at, minutes, times_plugged FROM device_day
                ORDER BY agent_id, device_id, day, stream
                """)
        while let row = try rows.next() {
            let next: String = row[0]
            if next != agent { try close() }
            agent = next
            let seen = SeenDay(firstAt: row[4], lastAt: row[5], minutes: row[6], timesPlugged: row[7])
            streams[row[3], default: []].append(
                SeenDays.Fact(device: row[1], date: try SeenDays.date(row[2]), seen: seen))
        }
        try close()
    }
}
