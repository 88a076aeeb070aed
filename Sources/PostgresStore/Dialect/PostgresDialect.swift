/// The one home of what PostgreSQL spells otherwise than SQLite.
///
/// The store's SQL is written once, in what both read, and in these few words of SQLite's:
/// - `?` and `?3` are `$1` and `$3`;
/// - `INSERT OR IGNORE` and `INSERT OR REPLACE` are `ON CONFLICT`, the latter with every other column at its default;
/// - `CROSS JOIN … ON`, which tells SQLite to keep the order of tables, is `JOIN`;
/// - `+s.id`, which keeps SQLite from an index, is `s.id`;
/// - `+d.id IN (SELECT …)`, which tells SQLite to look each row up among these, is `d.id = ANY (ARRAY(SELECT …))`, found once;
/// - `LEFT JOIN t AS x ON (x.a, x.b) = (SELECT …)` looks the one row up (`LATERAL`), which else were held against every row;
/// - `a IS b` is `a IS NOT DISTINCT FROM b`;
/// - `GLOB 'pattern'` is `~ '^pattern$'`;
/// - `group_concat` is `string_agg`; a column `full` is quoted; `INTEGER` is `BIGINT`.
///
/// `iif`, `json_each` and the `min` and `max` of two numbers are functions that the schema brings (`PostgresSchema`).
struct PostgresDialect {
    /// What a statement is after translation.
    struct Translation: Equatable {
        var sql: String
        /// The highest parameter's number.
        var parameters: Int
        /// The table whose rows are replaced, and the columns that are named; the conflict's end is the connection's to add,
        /// which knows the tables' keys.
        var replacing: Replacing?
    }

    struct Replacing: Equatable {
        var table: String
        /// Empty for all.
        var columns: [String]
    }

    private let tokens: [SQLToken]
    private var output = ""
    private var parameters = 0
    private var isIgnoring = false
    private var replacing: Replacing?

    private init(_ tokens: [SQLToken]) { self.tokens = tokens }

    static func translate(_ sql: String) -> Translation {
        translate(SQLToken.all(of: sql))
    }

    static func translate(_ tokens: [SQLToken]) -> Translation {
        var dialect = PostgresDialect(tokens)
        return dialect.translated()
    }

    private mutating func translated() -> Translation {
        take(tokens.indices)
        if isIgnoring { output += " ON CONFLICT DO NOTHING" }
        return Translation(sql: output, parameters: parameters, replacing: replacing)
    }

    private mutating func take(_ places: Range<Int>) {
        var index = places.lowerBound
        while index < places.upperBound { index = take(index) }
    }

    /// Writes what stands at a place.
    /// - Returns: the place after it.
    private mutating func take(_ index: Int) -> Int {
        let token = tokens[index]
        switch token.kind {
        case .parameter: parameter(token)
        case .sign where token.text == "+" && isUnary(index): return members(index) ?? index + 1
        case .word: return word(token, index)
        default: output += token.text
        }
        return index + 1
    }

    private mutating func parameter(_ token: SQLToken) {
        let number = Int(token.text.dropFirst()) ?? parameters + 1
        parameters = max(parameters, number)
        output += "$\(number)"
    }

    private mutating func word(_ token: SQLToken, _ index: Int) -> Int {
        switch token.keyword {
        case "INSERT": return insert(index)
        case "CROSS" where keyword(after: index) == "JOIN": return index + 2
        case "LEFT": if let end = lookup(index) { return end } else { output += token.text }
        case "IS": return comparison(index)
        case "GLOB": return pattern(index)
        case "GROUP_CONCAT": output += "string_agg"
        case "INTEGER": output += "BIGINT"
        case "FULL" where !["JOIN", "OUTER"].contains(keyword(after: index)): output += "\"full\""
        default: output += token.text
        }
        return index + 1
    }

    // MARK: Places

    /// The next place that is no space.
    private func next(_ index: Int) -> Int? { tokens.indices.dropFirst(index + 1).first { tokens[$0].kind != .space } }

    /// The places after one that are no space, and what stands there, words in capitals.
    private func following(_ index: Int, _ count: Int) -> (places: [Int], words: [String]) {
        let places = Array(tokens.indices.dropFirst(index + 1).lazy.filter { tokens[$0].kind != .space }.prefix(count))
        return (places, places.map { tokens[$0].kind == .word ? tokens[$0].keyword : tokens[$0].text })
    }

    /// Where a parenthesis ends.
    private func end(of open: Int) -> Int? {
        var depth = 0
        for place in tokens.indices.dropFirst(open) {
            if tokens[place].text == "(" { depth += 1 }
            if tokens[place].text == ")" { depth -= 1 }
            if depth == 0 { return place }
        }
        return nil
    }

    private func keyword(after index: Int) -> String { next(index).map { tokens[$0].keyword } ?? "" }

    private func isUnary(_ index: Int) -> Bool {
        guard let before = tokens[..<index].last(where: { $0.kind != .space }) else { return true }
        return ["BY", "SELECT", "WHERE", "AND", "OR", "ON", "WHEN", "THEN"].contains(before.keyword)
            || [",", "("].contains(before.text)
    }

    // MARK: Words

    private mutating func insert(_ index: Int) -> Int {
        output += "INSERT"
        guard let or = next(index), tokens[or].keyword == "OR", let what = next(or), let into = next(what),
            let table = next(into)
        else { return index + 1 }
        if tokens[what].keyword == "IGNORE" {
            isIgnoring = true
        } else {
            replacing = Replacing(table: tokens[table].text, columns: columns(after: table))
        }
        output += " "
        return into
    }

    /// The names in the parentheses that follow a table's name.
    private func columns(after table: Int) -> [String] {
        guard let open = next(table), tokens[open].text == "(" else { return [] }
        return tokens[open...].prefix { $0.text != ")" }.filter { $0.kind == .word }.map(\.text)
    }

    /// `+d.id IN (SELECT …)`.
    /// - Returns: the place after it; nil for anything else.
    private mutating func members(_ index: Int) -> Int? {
        let (places, words) = following(index, 6)
        guard words.count == 6, words[1] == ".", words[3] == "IN", words[4] == "(", words[5] == "SELECT",
            let end = end(of: places[4])
        else { return nil }
        output += "\(tokens[places[0]].text).\(tokens[places[2]].text) = ANY (ARRAY("
        take(places[5]..<end)
        output += "))"
        return end + 1
    }

    /// `LEFT JOIN t AS x ON (x.a, x.b) = (SELECT …)`.
    /// - Returns: the place after it; nil for any other join.
    private mutating func lookup(_ index: Int) -> Int? {
        let (places, words) = following(index, 6)
        guard words.count == 6, words[0] == "JOIN", words[2] == "AS", words[4] == "ON", words[5] == "(",
            let close = end(of: places[5])
        else { return nil }
        let (rest, next) = following(close, 3)
        guard next == ["=", "(", "SELECT"], let end = end(of: rest[1]) else { return nil }
        let (table, alias) = (tokens[places[1]].text, tokens[places[3]].text)
        let columns = tokens[places[5]..<close].filter { $0.kind == .word && $0.text != alias }.map(\.text)
        func list(of name: String) -> String { columns.map { "\(name).\($0)" }.joined(separator: ", ") }
        output += "LEFT JOIN LATERAL ("
        take(rest[2]..<end)
        output += ") AS \(alias)_key (\(columns.joined(separator: ", "))) ON TRUE LEFT JOIN \(table) AS \(alias) "
        output += "ON (\(list(of: alias))) = (\(list(of: "\(alias)_key")))"
        return end + 1
    }

    private mutating func comparison(_ index: Int) -> Int {
        let plain: Set<String> = ["NULL", "TRUE", "FALSE", "DISTINCT", "UNKNOWN"]
        guard let following = next(index) else { return index + 1 }
        if tokens[following].keyword == "NOT" {
            let isPlain = plain.contains(keyword(after: following))
            output += isPlain ? "IS NOT" : "IS DISTINCT FROM"
            return following + 1
        }
        output += plain.contains(tokens[following].keyword) ? "IS" : "IS NOT DISTINCT FROM"
        return index + 1
    }

    /// Stars, question marks and classes of a glob as a regular expression.
    private mutating func pattern(_ index: Int) -> Int {
        guard let literal = next(index), tokens[literal].kind == .text else {
            output += tokens[index].text
            return index + 1
        }
        let body = tokens[literal].text.dropFirst().dropLast()
        let expression = body.map { character in
            switch character {
            case "*": ".*"
            case "?": "."
            case ".", "\\", "^", "$", "(", ")", "{", "}", "+", "|": "\\\(character)"
            default: String(character)
            }
        }
        output += "~ '^\(expression.joined())$'"
        return literal + 1
    }
}
