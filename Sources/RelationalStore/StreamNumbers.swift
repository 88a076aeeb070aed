internal import Relational
internal import Store

/// Streams and agents by a number, for what has a row a month of each.
///
/// A row's key is the number and the months since the year 0, which take 17 bits: so the months of one lie together.
struct StreamNumbers {
    private static let monthBits: Int64 = 17

    let db: Database

    static func key(_ number: Int64, _ month: Int) -> Int64 { number << monthBits | Int64(month) }

    /// All months from `since` to `until`; nil for the first and the last there may be.
    static func keys(_ number: Int64, since: Int? = nil, until: Int? = nil) -> ClosedRange<Int64> {
        let last = until ?? Int(1 << monthBits - 1)
        return key(number, since ?? 0)...max(key(number, since ?? 0), key(number, last))
    }

    static func month(_ key: Int64) -> Int { Int(key & (1 << monthBits - 1)) }

    /// - Parameter stream: "" for the agent itself, with all of its streams.
    func known(_ stream: String, _ agent: String) throws -> Int64? {
        try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT number FROM stream_number WHERE agent_id = ? AND stream = ?"),
            arguments: [agent, stream])
    }

    /// Gives one to who has none.
    func number(of stream: String, _ agent: String) throws -> Int64 {
        if let known = try known(stream, agent) { return known }
        return try db.insertCached(
            sql: "INSERT INTO stream_number (agent_id, stream) VALUES (?, ?)", arguments: [agent, stream],
            numbering: "number")
    }

    /// Packed figures that cannot be read are damage to the database, and are said to be.
    static func reading<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let damage as PackedDamage {
            throw DatabaseError(.damaged, message: damage.description)
        }
    }
}
