internal import Foundation
internal import Relational
internal import Reports
internal import Store

/// What is packed or dated, of computers that have stood at the school and at another: which of it lies about the school is told
/// by when they stood there.
///
/// A computer that stands elsewhere now stays; of its days, its signed reports and its words on slots those of its time at the
/// school go. One that stands in the school and stood elsewhere before goes by the tables, but for its words on the slots
/// of other schools.
struct MovedComputers {
    /// One computer, and from when until when it stood at the school, in seconds since 1970.
    struct Computer: Sendable {
        var id: String
        var spans: [Range<Int>]
        /// Whether it stands at another school now.
        var isElsewhere: Bool
    }

    let db: Database
    let school: String

    func all() throws -> [Computer] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT p.agent_id, p.valid_from, p.valid_to, EXISTS (SELECT 1 FROM assignment AS o
                    WHERE o.agent_id = p.agent_id AND o.valid_to IS NULL AND o.school_id <> ?1) AS elsewhere
                FROM assignment AS p WHERE p.school_id = ?1 AND EXISTS (SELECT 1 FROM assignment AS o
                    WHERE o.agent_id = p.agent_id AND o.school_id <> ?1)
                ORDER BY p.agent_id, p.valid_from
                """, arguments: [school])
        var computers: [Computer] = []
        for row in rows {
            let (id, from): (String, Int) = (row["agent_id"], row["valid_from"])
            let until: Int? = row["valid_to"]
            if computers.last?.id != id {
                computers.append(Computer(id: id, spans: [], isElsewhere: row["elsewhere"]))
            }
            computers[computers.count - 1].spans.append(from..<max(from, until ?? .max))
        }
        return computers
    }

    func count() throws -> [(ErasureKind, Int)] { try all().flatMap { try visit($0, erasing: false) } }

    /// - Returns: how many rows went or changed.
    func erase(_ computer: Computer) throws -> [(ErasureKind, Int)] { try visit(computer, erasing: true) }

    private func visit(_ computer: Computer, erasing: Bool) throws -> [(ErasureKind, Int)] {
        var parts = [(ErasureKind.leases, try words(computer, erasing: erasing))]
        guard computer.isElsewhere else { return parts }
        let dates = try dates(computer)
        parts.append((.days, try days(computer, dates, erasing: erasing)))
        parts.append((.days, try months(computer, dates, erasing: erasing)))
        parts.append((.reports, try reports(computer, erasing: erasing)))
        parts.append((.devices, try devices(computer, erasing: erasing)))
        return parts
    }

    // MARK: Packed

    /// Words on the school's slots, by the months they lie in.
    private func words(_ computer: Computer, erasing: Bool) throws -> Int {
        guard let number = try StreamNumbers(db: db).known("", computer.id) else { return 0 }
        let keys = StreamNumbers.keys(number)
        let rows = try Row.fetchAll(
            db, sql: "SELECT key, words FROM slot_month WHERE key BETWEEN ? AND ?",
            arguments: [keys.lowerBound, keys.upperBound])
        return try rows.reduce(0) { count, row in
            let (key, packed): (Int64, Data) = (row["key"], row["words"])
            var month = try StreamNumbers.reading {
                try SlotMonth(packed: [UInt8](packed), month: StreamNumbers.month(key))
            }
            guard month.forget(school: school) > 0 else { return count }
            if erasing { try keep(month.words.isEmpty ? nil : month.packed, key, "slot_month", "words") }
            return count + 1
        }
    }

    private func keep(_ packed: [UInt8]?, _ key: Int64, _ table: String, _ column: String) throws {
        if let packed {
            try db.execute(
                sql: "UPDATE \(table) SET \(column) = ? WHERE key = ?", arguments: [Data(packed), key])
        } else {
            try db.execute(sql: "DELETE FROM \(table) WHERE key = ?", arguments: [key])
        }
    }

    /// The days at the school, as bits of a month. The day of a move is the day of where it went.
    private func dates(_ computer: Computer) throws -> [Int: UInt32] {
        let clock = try SchoolClock.region(in: db)
        func day(_ seconds: Int) -> Int { clock.day(of: Date(seconds: seconds)).daysSinceEpoch }
        var dates: [Int: UInt32] = [:]
        for span in computer.spans where span.upperBound < .max {
            for number in day(span.lowerBound)..<max(day(span.lowerBound), day(span.upperBound)) {
                let date = SeenDate(CivilDate(daysSinceEpoch: number))
                dates[date.month, default: 0] |= 1 << UInt32(date.day - 1)
            }
        }
        return dates
    }

    private func days(_ computer: Computer, _ dates: [Int: UInt32], erasing: Bool) throws -> Int {
        var count = 0
        for stream in try SeenDays(db: db).streams(of: computer.id) {
            for (month, bits) in dates {
                let key = StreamNumbers.key(stream, month)
                let packed = try Data.fetchOne(
                    db.cachedStatement(sql: "SELECT days FROM seen_month WHERE key = ?"), arguments: [key])
                guard let packed else { continue }
                var days = try StreamNumbers.reading { try SeenMonth(packed: [UInt8](packed)) }
                guard days.forget(days: bits) else { continue }
                if erasing { try keep(days.devices.isEmpty ? nil : days.packed, key, "seen_month", "days") }
                count += 1
            }
        }
        return count
    }

    /// Months in which the computer ran.
    private func months(_ computer: Computer, _ dates: [Int: UInt32], erasing: Bool) throws -> Int {
        try dates.reduce(0) { count, month in
            let name = String(SeenDate(month: month.key, day: 1).description.prefix(7))
            let held = try Int.fetchOne(
                db, sql: "SELECT days FROM computer_month WHERE agent_id = ? AND month = ?",
                arguments: [computer.id, name])
            guard let held, held & Int(month.value) != 0 else { return count }
            if erasing {
                try db.execute(
                    sql: "UPDATE computer_month SET days = ? WHERE agent_id = ? AND month = ?",
                    arguments: [held & ~Int(month.value), computer.id, name])
            }
            return count + 1
        }
    }

    // MARK: Dated

    /// Of envelopes that came while it stood there, what tells a resend stays.
    private func reports(_ computer: Computer, erasing: Bool) throws -> Int {
        try computer.spans.reduce(0) { count, span in
            let time: StatementArguments = [computer.id, span.lowerBound, span.upperBound]
            let envelopes = try Int.fetchAll(
                db, sql: "SELECT position FROM envelope WHERE agent_id = ? AND received_at >= ? AND received_at < ?",
                arguments: time)
            let aside = "FROM set_aside WHERE agent_id = ? AND received_at >= ? AND received_at < ? AND text <> ''"
            let bundles = "FROM bundle WHERE agent_id = ? AND received_at >= ? AND received_at < ?"
            let others = try [aside, bundles].reduce(0) {
                try $0 + (Int.fetchOne(db, sql: "SELECT count(*) \($1)", arguments: time) ?? 0)
            }
            if erasing {
                _ = try PastEnvelopes(db: db).keep(envelopes)
                try db.execute(
                    sql: """
                        UPDATE set_aside SET text = '' WHERE agent_id = ? AND received_at >= ? AND received_at < ?
                        """, arguments: time)
                try db.execute(sql: "DELETE \(bundles)", arguments: time)
            }
            return count + envelopes.count + others
        }
    }

    /// Devices that it has not seen since.
    private func devices(_ computer: Computer, erasing: Bool) throws -> Int {
        try computer.spans.reduce(0) { count, span in
            let gone = "FROM device WHERE agent_id = ? AND attached = 0 AND last_seen >= ? AND last_seen < ?"
            let time: StatementArguments = [computer.id, span.lowerBound, span.upperBound]
            let held = try Int.fetchOne(db, sql: "SELECT count(*) \(gone)", arguments: time) ?? 0
            if erasing { try db.execute(sql: "DELETE \(gone)", arguments: time) }
            return count + held
        }
    }
}
