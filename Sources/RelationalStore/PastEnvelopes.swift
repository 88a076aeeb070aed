internal import Foundation
internal import Relational
internal import Reports
internal import Store

/// What is kept of envelopes whose texts are forgotten: four bytes of each digest, by stream and number.
///
/// The stream's ranges say which numbers are held. A resend is told by its bytes, and another envelope under a number that is
/// taken differs in them but once in 2^32, which nobody can bring about for an envelope of somebody else.
struct PastEnvelopes {
    enum Standing: Equatable {
        case unknown, same, another
    }

    /// One that is still held whole.
    struct Held: Sendable {
        static let columns = "position, agent_id, stream, seq, digest, text <> '' AS has_text"

        let position: Int
        let agent: String
        let stream: String
        let seq: Int
        let digest: Data
        let hasText: Bool

        init(_ row: Row) {
            (position, agent, stream) = (row["position"], row["agent_id"], row["stream"])
            (seq, digest, hasText) = (row["seq"], row["digest"], row["has_text"])
        }
    }

    static let digestBytes = 4
    /// So many numbers are one row.
    static let rowNumbers = 256

    let db: Database

    func standing(of seq: Int, in stream: StreamID, digest: Data) throws -> Standing {
        let digests = try Data.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT p.digests FROM stream_number AS n
                    JOIN past_envelope AS p ON p.stream = n.number AND p.part = ?
                    WHERE n.agent_id = ? AND n.stream = ?
                    """), arguments: [seq / Self.rowNumbers, stream.agent.text, stream.stream])
        let start = seq % Self.rowNumbers * Self.digestBytes
        guard let digests, digests.count >= start + Self.digestBytes else { return .unknown }
        let known = digests.dropFirst(start).prefix(Self.digestBytes)
        if known.allSatisfy({ $0 == 0 }) { return .unknown }
        return known.elementsEqual(Self.kept(digest)) ? .same : .another
    }

    /// Positions of envelopes whose texts are due, to be looked for without keeping anybody from writing.
    /// - Parameters:
    ///   - before: the first moment of which texts stay.
    ///   - hashesBefore: the same for those with hashes.
    func due(before: Int, hashesBefore: Int, limit: Int) throws -> [Int] {
        let questions: [(sql: String, arguments: StatementArguments)] = [
            (Self.oldSQL, [before, limit]), (Self.hashedSQL, [hashesBefore, limit]), (Self.emptySQL, [limit]),
        ]
        for (sql, arguments) in questions {
            let due = try Int.fetchAll(db, sql: sql, arguments: arguments)
            if !due.isEmpty { return due }
        }
        return []
    }

    /// As many as that, of one of the parts that envelopes are divided among, after one of them; none where another server has
    /// ended the part.
    func held(in part: TablePart, after last: Held?, limit: Int) throws -> [Held] {
        guard try db.tableExists(part.name) else { return [] }
        return try Row.fetchAll(
            db,
            sql: """
                SELECT \(Held.columns) FROM \(part.name)
                WHERE (agent_id, stream, seq) > (?, ?, ?) ORDER BY agent_id, stream, seq LIMIT ?
                """, arguments: [last?.agent ?? "", last?.stream ?? "", last?.seq ?? -1, limit]
        ).map(Held.init)
    }

    /// The position of the last that came into a part, 0 for none; nil where another server has ended the part.
    func highest(in part: TablePart) throws -> Int? {
        guard try db.tableExists(part.name) else { return nil }
        return try Int.fetchOne(db, sql: "SELECT max(position) FROM \(part.name)") ?? 0
    }

    /// Ends a part of which all is kept that tells a resend.
    /// - Parameter highest: the position of the last that came before the first of it was looked at.
    /// - Returns: whether it went; what has grown meanwhile goes one by one.
    func drop(_ part: TablePart, highest: Int) throws -> Bool {
        guard let now = try self.highest(in: part), now <= highest else { return false }
        try ForwardingDesk.forgetting(part, in: db)
        try db.connection.drop(part)
        return true
    }

    /// Forgets texts, and keeps of their envelopes what tells a resend.
    /// - Returns: how many texts went.
    func keep(_ positions: [Int]) throws -> Int {
        let find = try db.cachedStatement(sql: "SELECT \(Held.columns) FROM envelope WHERE position = ?")
        let held = try positions.compactMap { try Row.fetchOne(find, arguments: [$0]).map(Held.init) }
        try keepDigests(of: held)
        try ForwardingDesk.forgetting(held.filter(\.hasText).map(\.position), in: db)
        let delete = try db.cachedStatement(sql: "DELETE FROM envelope WHERE position = ?")
        for envelope in held { try delete.execute(arguments: [envelope.position]) }
        return held.count(where: \.hasText)
    }

    /// What tells a resend; twice is as good as once.
    func keepDigests(of held: [Held]) throws {
        for (id, envelopes) in Dictionary(grouping: held, by: { [$0.agent, $0.stream] }) {
            let stream = try StreamNumbers(db: db).number(of: id[1], id[0])
            let parts = Dictionary(grouping: envelopes) { $0.seq / Self.rowNumbers }
            for (part, envelopes) in parts { try keep(envelopes, part, of: stream) }
        }
    }

    private func keep(_ envelopes: [Held], _ part: Int, of stream: Int64) throws {
        var digests =
            try Data.fetchOne(
                db.cachedStatement(sql: "SELECT digests FROM past_envelope WHERE stream = ? AND part = ?"),
                arguments: [stream, part]) ?? Data()
        for envelope in envelopes {
            let start = envelope.seq % Self.rowNumbers * Self.digestBytes
            if digests.count < start + Self.digestBytes {
                digests.append(Data(count: start + Self.digestBytes - digests.count))
            }
            digests.replaceSubrange(start..<start + Self.digestBytes, with: Self.kept(envelope.digest))
        }
        try db.cachedStatement(sql: "INSERT OR REPLACE INTO past_envelope (stream, part, digests) VALUES (?, ?, ?)")
            .execute(arguments: [stream, part, digests])
    }

    /// Four zeros stand for no digest.
    private static func kept(_ digest: Data) -> Data {
        let kept = Data(digest.prefix(digestBytes))
        return kept.allSatisfy { $0 == 0 } ? Data([0, 0, 0, 1]) : kept
    }

    /// Arguments: before when, how many.
    static let oldSQL = """
        SELECT position FROM envelope WHERE text <> '' AND received_at < ? ORDER BY received_at LIMIT ?
        """

    /// Arguments: before when, how many.
    static let hashedSQL = """
        SELECT position FROM envelope WHERE has_hashes = 1 AND received_at < ? ORDER BY received_at LIMIT ?
        """

    /// Whose texts an erasure or an earlier release forgot. Arguments: how many.
    static let emptySQL = "SELECT position FROM envelope WHERE text = '' ORDER BY position LIMIT ?"
}
