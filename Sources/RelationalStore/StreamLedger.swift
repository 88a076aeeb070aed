internal import Foundation
internal import Relational
internal import Reports
internal import Store

/// Which numbers of one stream are held, and whether the stream was ended.
struct StreamLedger {
    let db: Database
    let id: StreamID

    /// What is known of a stream.
    struct Standing {
        var ranges: SequenceRanges
        var isEnded: Bool
    }

    func ranges() throws -> SequenceRanges { try standing().ranges }

    func standing() throws -> Standing {
        let statement = try db.cachedStatement(
            sql: "SELECT ranges, ended_at IS NOT NULL FROM stream WHERE agent_id = ? AND stream = ?")
        guard let row = try Row.fetchOne(statement, arguments: [id.agent.text, id.stream]) else {
            return Standing(ranges: SequenceRanges(), isEnded: false)
        }
        let text: String = row[0]
        return Standing(
            ranges: try SequenceRanges(text: text) ?? ReportCoder.decode(SequenceRanges.self, from: Data(text.utf8)),
            isEnded: row[1])
    }

    /// Makes room first where the agent's streams are many: those heard from longest ago are ended.
    /// - Parameter ranges: the stream's as they are kept.
    /// - Returns: what is kept now; nil, and nothing is entered, when it would be one gap too many in this stream.
    func enter(_ seq: Int, into ranges: SequenceRanges, at time: Date) throws -> SequenceRanges? {
        var ranges = ranges
        let before = ranges.count
        ranges.insert(seq)
        let growth = ranges.count - before
        if growth > 0 {
            guard ranges.count <= RangeLimits.perStream else { return nil }
            let held = try agentRanges()
            if held + growth > RangeLimits.perAgent { try makeRoom(in: held, at: time) }
        }
        try write(ranges)
        if growth != 0 { try count(growth) }
        return ranges
    }

    /// Keeps ranges that are as many as those kept before, or counted by the caller.
    func write(_ ranges: SequenceRanges) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO stream (agent_id, stream, ranges) VALUES (?, ?, ?)
                ON CONFLICT (agent_id, stream) DO UPDATE SET ranges = excluded.ranges
                """
        ).execute(arguments: [id.agent.text, id.stream, ranges.text])
    }

    /// Takes no more of the stream; its ranges stay, so that what comes again is known, and count no more.
    func end(at time: Date) throws {
        let count = try ranges().count
        try db.execute(
            sql: "UPDATE stream SET ended_at = ? WHERE agent_id = ? AND stream = ? AND ended_at IS NULL",
            arguments: [time.seconds, id.agent.text, id.stream])
        if db.changesCount > 0 { try self.count(-count) }
    }

    /// Ends other streams of the agent until a quarter of its room is free, so that it is not looked for with each report.
    private func makeRoom(in held: Int, at time: Date) throws {
        var left = held
        let others = try String.fetchAll(
            db,
            sql: """
                SELECT s.stream FROM stream AS s
                WHERE s.agent_id = ? AND s.stream <> ? AND s.ended_at IS NULL
                ORDER BY (SELECT max(e.position) FROM envelope AS e
                    WHERE e.agent_id = s.agent_id AND e.stream = s.stream) NULLS FIRST, s.stream
                """, arguments: [id.agent.text, id.stream])
        for stream in others where left > RangeLimits.perAgent * 3 / 4 {
            let other = StreamLedger(db: db, id: StreamID(agent: id.agent, stream: stream))
            left -= try other.ranges().count
            try other.end(at: time)
        }
    }

    private func agentRanges() throws -> Int {
        let statement = try db.cachedStatement(sql: "SELECT range_count FROM agent WHERE id = ?")
        return try Int.fetchOne(statement, arguments: [id.agent.text]) ?? 0
    }

    private func count(_ growth: Int) throws {
        try db.cachedStatement(sql: "UPDATE agent SET range_count = range_count + ? WHERE id = ?")
            .execute(arguments: [growth, id.agent.text])
    }
}
