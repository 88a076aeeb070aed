internal import Foundation
internal import Relational
internal import Reports
internal import Store

/// What each computer told of the slots of the line tests' plan, as `SlotMonth` keeps it.
struct SlotWords {
    let db: Database

    /// Keeps what a computer tells of a slot, if it is its first word or that a test ran after all.
    /// - Returns: whether it is kept, and the word whose place it took.
    func note(_ word: SlotWord, plannedAt: Int, by agent: String) throws -> (isKept: Bool, before: SlotWord?) {
        let month = SlotWord.month(of: word.slot, plannedAt: plannedAt)
        let key = StreamNumbers.key(try StreamNumbers(db: db).number(of: "", agent), month)
        var words = try self.month(key) ?? SlotMonth(month: month)
        let before = words[word.slot]
        guard words.note(word) else { return (false, before) }
        try keep(words, key)
        return (true, before)
    }

    func keep(_ words: SlotMonth, _ key: Int64) throws {
        try db.cachedStatement(sql: "INSERT OR REPLACE INTO slot_month (key, words) VALUES (?, ?)")
            .execute(arguments: [key, Data(words.packed)])
    }

    private func month(_ key: Int64) throws -> SlotMonth? {
        try Data.fetchOne(db.cachedStatement(sql: "SELECT words FROM slot_month WHERE key = ?"), arguments: [key]).map {
            words in
            try StreamNumbers.reading { try SlotMonth(packed: [UInt8](words), month: StreamNumbers.month(key)) }
        }
    }

    /// All that a computer told.
    func all(of agent: String) throws -> [SlotWord] {
        guard let number = try StreamNumbers(db: db).known("", agent) else { return [] }
        let keys = StreamNumbers.keys(number)
        let rows = try Row.fetchAll(
            db.cachedStatement(sql: "SELECT key, words FROM slot_month WHERE key BETWEEN ? AND ? ORDER BY key"),
            arguments: [keys.lowerBound, keys.upperBound])
        return try rows.flatMap { row in
            let words: Data = row[1]
            return try StreamNumbers.reading {
                try SlotMonth(packed: [UInt8](words), month: StreamNumbers.month(row[0])).words
            }
        }
    }
}
