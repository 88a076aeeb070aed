internal import Foundation
internal import GRDB
internal import Reports
internal import Store

/// Which numbers of one stream are held, and whether the stream was ended.
struct StreamLedger {
    let db: Database
    let id: StreamID

    func ranges() throws -> SequenceRanges {
        let statement = try db.cachedStatement(sql: "SELECT ranges FROM stream WHERE agent_id = ? AND stream = ?")
        guard let text = try String.fetchOne(statement, arguments: [id.agent.text, id.stream]) else {
            return SequenceRanges()
        }
        return try ReportCoder.decode(SequenceRanges.self, from: Data(text.utf8))
    }

    func isEnded() throws -> Bool {
        let statement = try db.cachedStatement(
            sql: "SELECT ended_at IS NOT NULL FROM stream WHERE agent_id = ? AND stream = ?")
        return try Bool.fetchOne(statement, arguments: [id.agent.text, id.stream]) ?? false
    }

    /// - Returns: false, and nothing is entered, when it would be a range too many.
    func enter(_ seq: Int) throws -> Bool {
        var ranges = try ranges()
        let before = ranges.count
        ranges.insert(seq)
        let growth = ranges.count - before
        if growth > 0 {
            guard ranges.count <= RangeLimits.perStream, try agentRanges() < RangeLimits.perAgent else { return false }
        }
        let text = String(decoding: try ReportCoder.encode(ranges), as: UTF8.self)
        try db.cachedStatement(
            sql: """
                INSERT INTO stream (agent_id, stream, ranges) VALUES (?, ?, ?)
                ON CONFLICT (agent_id, stream) DO UPDATE SET ranges = excluded.ranges
                """
        ).execute(arguments: [id.agent.text, id.stream, text])
        if growth != 0 {
            try db.cachedStatement(sql: "UPDATE agent SET range_count = range_count + ? WHERE id = ?")
                .execute(arguments: [growth, id.agent.text])
        }
        return true
    }

    private func agentRanges() throws -> Int {
        let statement = try db.cachedStatement(sql: "SELECT range_count FROM agent WHERE id = ?")
        return try Int.fetchOne(statement, arguments: [id.agent.text]) ?? 0
    }

    func end(at time: Date) throws {
        try db.execute(
            sql: "UPDATE stream SET ended_at = coalesce(ended_at, ?) WHERE agent_id = ? AND stream = ?",
            arguments: [time.seconds, id.agent.text, id.stream])
    }
}
