internal import Relational
internal import Store

/// The words that schools are found by (`SearchKey`): a row for each word of a school's names.
enum SchoolSearch {
    /// Replaces a school's words.
    static func index(_ school: String, _ names: Names, in db: Database) throws {
        try db.cachedStatement(sql: "DELETE FROM school_search WHERE school_id = ?").execute(arguments: [school])
        let insert = try db.cachedStatement(sql: "INSERT INTO school_search (key, school_id) VALUES (?, ?)")
        for word in SearchKey(names).words { try insert.execute(arguments: [word, school]) }
    }

    /// A condition on a query that names the school `s`, and its arguments; true of no school where no word is asked for.
    static func condition(_ name: String) -> (sql: String, arguments: [String]) {
        let words = SearchKey(name).words
        guard !words.isEmpty else { return ("FALSE", []) }
        let found = words.map { word in
            "s.id IN (SELECT school_id FROM school_search WHERE "
                + (SearchKey.isWhole(word) ? "key = ?)" : "key >= ? AND key < ?)")
        }
        // Nothing that begins with a word comes after that word and the last of all characters.
        let arguments = words.flatMap { SearchKey.isWhole($0) ? [$0] : [$0, $0 + "\u{10FFFF}"] }
        return (found.joined(separator: " AND "), arguments)
    }
}
