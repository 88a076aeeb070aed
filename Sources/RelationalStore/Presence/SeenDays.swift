internal import Foundation
internal import Relational
internal import Store

/// The days on which computers saw their devices, as `SeenMonth` keeps them.
struct SeenDays {
    /// A device on a day, as one stream tells it.
    struct Fact: Sendable {
        var device: String
        var date: SeenDate
        var seen: SeenDay
    }

    /// A month of one stream.
    struct Packed {
        var month: Int
        var names: [Int: String]
        var days: [UInt8]
    }

    let db: Database

    /// - Throws: where a day is not of the form that reports are held to.
    static func date(_ text: String) throws -> SeenDate {
        guard let date = SeenDate(text) else { throw DatabaseError(message: "a device-day has no date: \(text)") }
        return date
    }

    // MARK: Writing

    /// Adds a report's days to those that its stream told before.
    func note(_ facts: [Fact], of agent: String, stream: String) throws {
        guard !facts.isEmpty else { return }
        let stream = try StreamNumbers(db: db).number(of: stream, agent)
        var numbers = Dictionary(uniqueKeysWithValues: try names(stream).map { ($1, $0) })
        for (month, facts) in Dictionary(grouping: facts, by: \.date.month) {
            let key = StreamNumbers.key(stream, month)
            let held = try Data.fetchOne(
                db.cachedStatement(sql: "SELECT days FROM seen_month WHERE key = ?"), arguments: [key])
            var days =
                try held.map { held in try StreamNumbers.reading { try SeenMonth(packed: [UInt8](held)) } }
                ?? SeenMonth()
            for fact in facts {
                days.note(fact.seen, of: try number(of: fact.device, stream, &numbers), on: fact.date.day)
            }
            try db.cachedStatement(sql: "INSERT OR REPLACE INTO seen_month (key, days) VALUES (?, ?)")
                .execute(arguments: [key, Data(days.packed)])
        }
    }

    private func number(of device: String, _ stream: Int64, _ numbers: inout [String: Int]) throws -> Int {
        if let number = numbers[device] { return number }
        let number = numbers.count
        try db.cachedStatement(sql: "INSERT INTO seen_device (stream, number, device_id) VALUES (?, ?, ?)")
            .execute(arguments: [stream, number, device])
        numbers[device] = number
        return number
    }

    // MARK: Reading

    /// An agent's months, from the last to the first of each stream.
    /// - Parameters:
    ///   - since: the first day that counts, `yyyy-mm-dd`.
    ///   - until: the last.
    func months(of agent: String, since: SeenDate? = nil, until: SeenDate? = nil) throws -> [Packed] {
        var months: [Packed] = []
        for stream in try streams(of: agent) {
            let names = try names(stream)
            try eachMonth(of: stream, since: since?.month, until: until?.month) { month, days in
                months.append(Packed(month: month, names: names, days: days))
                return true
            }
        }
        return months
    }

    func streams(of agent: String) throws -> [Int64] {
        try Int64.fetchAll(
            db.cachedStatement(sql: "SELECT number FROM stream_number WHERE agent_id = ? AND stream <> ''"),
            arguments: [agent])
    }

    /// From the last to the first.
    /// - Parameter visit: says whether it wants the one before.
    func eachMonth(
        of stream: Int64, since: Int? = nil, until: Int? = nil, _ visit: (_ month: Int, _ days: [UInt8]) throws -> Bool
    ) throws {
        let keys = StreamNumbers.keys(stream, since: since, until: until)
        let statement = try db.cachedStatement(
            sql: "SELECT key, days FROM seen_month WHERE key BETWEEN ? AND ? ORDER BY key DESC")
        let rows = try Row.fetchCursor(statement, arguments: [keys.lowerBound, keys.upperBound])
        while let row = try rows.next() {
            let key: Int64 = row[0]
            let days: Data = row[1]
            guard try visit(StreamNumbers.month(key), [UInt8](days)) else { return }
        }
    }

    func names(_ stream: Int64) throws -> [Int: String] {
        let rows = try Row.fetchAll(
            db.cachedStatement(sql: "SELECT number, device_id FROM seen_device WHERE stream = ?"), arguments: [stream])
        return Dictionary(uniqueKeysWithValues: rows.map { ($0[0], $0[1]) })
    }
}
