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
    ///   - after: the position of the last envelope that was looked at.
    ///   - times: the first moments of which texts stay: of any envelope, and of one with hashes.
    func due(after: Int, _ times: StatementArguments, limit: Int) throws -> [Int] {
        try Int.fetchAll(db, sql: Self.dueSQL, arguments: [after] + times + [limit])
    }

    /// Forgets texts, and keeps of their envelopes what tells a resend.
    /// - Returns: how many texts went.
    func keep(_ positions: [Int]) throws -> Int {
        let find = try db.cachedStatement(
            sql: """
                SELECT position, agent_id, stream, seq, digest, text <> '' AS has_text FROM envelope WHERE position = ?
                """)
        let rows = try positions.compactMap { try Row.fetchOne(find, arguments: [$0]) }
        let streams = Dictionary(grouping: rows) { row in
            [row["agent_id"] as String, row["stream"] as String]
        }
        for (id, rows) in streams {
            let stream = try StreamNumbers(db: db).number(of: id[1], id[0])
            let parts = Dictionary(grouping: rows) { ($0["seq"] as Int) / Self.rowNumbers }
            for (part, rows) in parts { try keep(rows, part, of: stream) }
        }
        try ForwardingDesk.forgetting(rows.filter { $0["has_text"] }.map { $0["position"] }, in: db)
        let delete = try db.cachedStatement(sql: "DELETE FROM envelope WHERE position = ?")
        for row in rows { try delete.execute(arguments: [row["position"] as Int]) }
        return rows.count { $0["has_text"] }
    }

    private func keep(_ rows: [Row], _ part: Int, of stream: Int64) throws {
        var digests =
            try Data.fetchOne(
                db.cachedStatement(sql: "SELECT digests FROM past_envelope WHERE stream = ? AND part = ?"),
                arguments: [stream, part]) ?? Data()
        for row in rows {
            let start = (row["seq"] as Int) % Self.rowNumbers * Self.digestBytes
            if digests.count < start + Self.digestBytes {
                digests.append(Data(count: start + Self.digestBytes - digests.count))
            }
            digests.replaceSubrange(start..<start + Self.digestBytes, with: Self.kept(row["digest"]))
        }
        try db.cachedStatement(sql: "INSERT OR REPLACE INTO past_envelope (stream, part, digests) VALUES (?, ?, ?)")
            .execute(arguments: [stream, part, digests])
    }

    /// Four zeros stand for no digest.
    private static func kept(_ digest: Data) -> Data {
        let kept = Data(digest.prefix(digestBytes))
        return kept.allSatisfy { $0 == 0 } ? Data([0, 0, 0, 1]) : kept
    }

    /// Arguments: the position, the two moments, how many. Texts that an earlier release forgot are due, too.
    static let dueSQL = """
        SELECT position FROM envelope
        WHERE position > ?1 AND (text = '' OR received_at < ?2 OR (has_hashes = 1 AND received_at < ?3))
        ORDER BY position LIMIT ?4
        """
}
