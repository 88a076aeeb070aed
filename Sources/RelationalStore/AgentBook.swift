internal import Foundation
internal import Relational
internal import Reports
internal import Store

/// What is known of one agent while its reports are taken in one after the other, and what they change in it.
///
/// Ten reports of one agent mostly say ten times of the same rows that a number grew. These rows are read once and written
/// once, at the latest when `settle()` is called; who looks at one of their tables itself calls it before. What tells one
/// report from another, the envelope with its number and digest, is written at once and is not kept here.
final class AgentBook {
    /// What is kept of the agent that decides on its reports.
    struct Standing {
        var state: AgentState
        var day: Int?
        var bytes: Int
        var rekeyBoot: String?
    }

    /// What reports added that is not written yet.
    private struct Taken {
        var reports = 0
        var bytes = 0
        var lastSeen = Int.min
        /// In which the bytes came, in days since 1970 (UTC).
        var day: Int
    }

    /// A boot in one stream.
    private struct Boot: Equatable {
        var id: String
        var stream: String
    }

    let db: Database
    let agent: AgentID

    private var standing: Standing??
    private var taken: Taken?
    private var streams: [String: StreamLedger.Standing] = [:]
    /// The streams of which a number came in.
    private var grown: Set<String> = []
    private var days: [(stream: String, facts: [SeenDays.Fact])] = []
    private var seen: [String: ClosedRange<Date>] = [:]
    private var ran = DaySet()
    private var table: DeviceTableLedger.Held?
    /// The boot that was heard last.
    private var boot: Boot?
    private var bootNumbers: ClosedRange<Int>?
    private var areAnyErased: Bool?

    init(db: Database, agent: AgentID) {
        self.db = db
        self.agent = agent
    }

    // MARK: Agent

    /// Nil for an agent that is not known, or that no school has.
    func known() throws -> Standing? {
        if let standing { return standing }
        let statement = try db.cachedStatement(
            sql: """
                SELECT a.state, a.ingest_day, a.ingest_bytes, a.rekey_boot FROM agent AS a
                JOIN assignment AS p ON p.agent_id = a.id AND p.valid_to IS NULL WHERE a.id = ?
                """)
        let found = try Row.fetchOne(statement, arguments: [agent.text]).map { row in
            Standing(state: try row.value(AgentState.self, "state"), day: row[1], bytes: row[2], rekeyBoot: row[3])
        }
        standing = .some(found)
        return found
    }

    /// Counts an envelope that was kept.
    func count(bytes: Int, at time: Date, day: Int) throws {
        if let taken, taken.day != day { try settle() }
        // Read before anything waits to be written: what is read later does not have it.
        let held = try known()
        var now = taken ?? Taken(day: day)
        now.reports += 1
        now.bytes += bytes
        now.lastSeen = max(now.lastSeen, time.seconds)
        taken = now
        if var held {
            held.bytes = (held.day == day ? held.bytes : 0) + bytes
            held.day = day
            standing = held
        }
    }

    /// Whether any device was ever erased on request.
    func anyErased() throws -> Bool {
        if let areAnyErased { return areAnyErased }
        let found = try ErasedDevices(db: db).isAny()
        areAnyErased = found
        return found
    }

    // MARK: Streams

    func stream(_ id: StreamID) throws -> StreamLedger.Standing {
        if let held = streams[id.stream] { return held }
        let held = try StreamLedger(db: db, id: id).standing()
        streams[id.stream] = held
        return held
    }

    /// Enters a number that is not in the stream yet.
    /// - Returns: what is held then; nil, and nothing is entered, when it would be one gap too many.
    func enter(_ seq: Int, into id: StreamID, at time: Date) throws -> SequenceRanges? {
        let held = try stream(id)
        var ranges = held.ranges
        ranges.insert(seq)
        guard ranges.count == held.ranges.count else {
            // More or fewer gaps are counted, and may end other streams.
            try settle()
            let entered = try StreamLedger(db: db, id: id).enter(seq, into: held.ranges, at: time)
            if let entered { streams[id.stream] = StreamLedger.Standing(ranges: entered, isEnded: false) }
            return entered
        }
        streams[id.stream]?.ranges = ranges
        grown.insert(id.stream)
        return ranges
    }

    // MARK: Days

    /// Adds what a report tells of its devices' days.
    func note(_ facts: [SeenDays.Fact], seen: [(device: String, times: ClosedRange<Date>)], in stream: String) {
        if !facts.isEmpty {
            if days.last?.stream == stream {
                days[days.count - 1].facts += facts
            } else {
                days.append((stream, facts))
            }
        }
        for (device, times) in seen {
            let held = self.seen[device] ?? times
            self.seen[device] =
                min(held.lowerBound, times.lowerBound)...max(held.upperBound, times.upperBound)
        }
    }

    func note(_ ran: DaySet) { self.ran.formUnion(ran) }

    // MARK: Boots and devices

    /// Whether the boot that was heard last is heard again: then there is nothing to it but its number.
    func hears(_ boot: String, in stream: String, seq: Int) -> Bool {
        guard self.boot == Boot(id: boot, stream: stream) else { return false }
        let held = bootNumbers ?? seq...seq
        bootNumbers = min(held.lowerBound, seq)...max(held.upperBound, seq)
        return true
    }

    /// Notes which boot was heard last, once that is written.
    func heard(_ boot: String, in stream: String) {
        self.boot = Boot(id: boot, stream: stream)
        bootNumbers = nil
    }

    /// The agent's table of devices, as it is held.
    func deviceTable() throws -> DeviceTableLedger.Held {
        if let table { return table }
        let held = try DeviceTableLedger(db: db).held(of: agent)
        table = held
        return held
    }

    /// Looks again when it is asked for next.
    func forgetDeviceTable() { table = nil }

    // MARK: Writing

    /// Writes what is not written yet, and forgets what was read: others may change it now.
    func settle() throws {
        try write()
        (standing, table, boot, streams) = (nil, nil, nil, [:])
    }

    private func write() throws {
        if let taken { try write(taken) }
        for stream in grown.sorted() {
            guard let held = streams[stream] else { continue }
            try StreamLedger(db: db, id: StreamID(agent: agent, stream: stream)).write(held.ranges)
        }
        if let boot, let bootNumbers {
            try BootLedger.widen(boot.id, of: agent, in: boot.stream, to: bootNumbers, in: db)
        }
        for (times, devices) in Dictionary(grouping: seen, by: \.value) {
            try DeviceTimes(db: db).widen(devices.map(\.key).sorted(), of: agent.text, to: times)
        }
        for (stream, facts) in days { try SeenDays(db: db).note(facts, of: agent.text, stream: stream) }
        try ComputerDays(db: db).note(ran, of: agent.text)
        (taken, grown, bootNumbers, seen, days, ran) = (nil, [], nil, [:], [], DaySet())
    }

    private func write(_ taken: Taken) throws {
        try db.cachedStatement(
            sql: """
                UPDATE agent SET reports = reports + ?5, last_seen = max(coalesce(last_seen, ?1), ?1),
                    ingest_bytes = iif(ingest_day IS ?3, ingest_bytes, 0) + ?4, ingest_day = ?3
                WHERE id = ?2
                """
        ).execute(arguments: [taken.lastSeen, agent.text, taken.day, taken.bytes, taken.reports])
    }
}
