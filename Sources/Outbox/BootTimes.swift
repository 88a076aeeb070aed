internal import FoundationEssentials
internal import Reports

/// When this computer's boots began, as far as it is known: what observations by a wrong clock are dated with.
struct BootTimes {
    /// 2025-01-01T00:00:00Z: no observation is older than the program, so an earlier clock is wrong.
    static let earliest = Date(timeIntervalSince1970: 1_735_689_600)
    /// How far the computer's clock may be from the region's and still be believed, in seconds.
    static let toleranceSeconds = 300.0
    /// How many boots are remembered: two a school day for ten years.
    static let limit = 5_000

    /// For how many days of boots a region that has a server is waited for to tell the time, before a bundle dates what it
    /// has by the earliest possible moment.
    static let patienceDays = 7.0
    /// What a boot counts at least, in days: a school may lose power twice a day.
    private static let leastDays = 0.5

    private struct Boot {
        var id: String
        /// The true time of monotonic 0, in seconds since 1970.
        var started: Double?
        var isTold: Bool
        /// No earlier than this it began, as far as was known while it ran.
        var notBefore: Double?
        /// At least so many seconds.
        var lasted: Double
    }

    /// In the order in which they were seen.
    private var boots: [Boot]
    private var positions: [String: Int] = [:]

    /// - Parameter bootID: of the only boot asked for; without one, all are read.
    init(on connection: Connection, bootID: String? = nil) throws {
        boots = try connection.rows(
            "SELECT id, started, source, not_before, lasted FROM boot WHERE ?1 IS NULL OR id = ?1 ORDER BY position",
            bootID.map { .text($0) } ?? .null
        ) {
            Boot(
                id: $0.text(0), started: $0.isNull(1) ? nil : $0.real(1), isTold: $0.text(2) == "server",
                notBefore: $0.isNull(3) ? nil : $0.real(3), lasted: $0.real(4))
        }
        for (position, boot) in boots.enumerated() { positions[boot.id] = position }
    }

    /// The observation with the right wall clock: as it was where the clock could be believed, else reckoned from when its
    /// boot began.
    /// - Returns: nil where that is not known.
    func resolved(_ time: ObservedTime) -> ObservedTime? {
        let boot = positions[time.bootID].map { boots[$0] }
        let isBelievable = time.wallClock >= Self.earliest
        guard let boot, let started = boot.started else { return isBelievable ? time : nil }
        let reckoned = started + time.monotonic
        let difference = abs(time.wallClock.timeIntervalSince1970 - reckoned)
        if isBelievable, !boot.isTold || difference <= Self.toleranceSeconds { return time }
        var right = time
        right.wallClock = Date(timeIntervalSince1970: reckoned.rounded(.down))
        return right
    }

    /// The latest moment at which a boot can have ended: when the next one began whose time is known.
    func latestEnd(of bootID: String) -> Date? {
        guard let position = positions[bootID] else { return nil }
        return boots[(position + 1)...].lazy.compactMap(\.started).first.map { Date(timeIntervalSince1970: $0) }
    }

    /// The earliest moment at which a boot can have begun: after what was known then to be past, and after the boots before
    /// it, one after the other.
    /// - Returns: nil where nothing was ever known; the boot must be among those read, with all before it.
    func earliestStart(of bootID: String) -> Date? {
        guard let position = positions[bootID] else { return nil }
        var end: Double?
        for boot in boots[..<position] {
            if let start = Self.latest(end, boot.started ?? boot.notBefore) { end = start + boot.lasted }
        }
        return Self.latest(end, boots[position].started ?? boots[position].notBefore)
            .map { Date(timeIntervalSince1970: $0) }
    }

    /// How many days of boots there were since the region told the time of one; without any, since the first that is known.
    var daysUntold: Double {
        boots.reversed().prefix { !$0.isTold }.reduce(0) { $0 + max(Self.leastDays, $1.lasted / 86_400) }
    }

    private static func latest(_ one: Double?, _ other: Double?) -> Double? {
        guard let one, let other else { return one ?? other }
        return max(one, other)
    }
}

extension Connection {
    /// Notes that this boot is there, how long it has lasted, and when it began where the computer's clock can be believed.
    /// - Parameter notBefore: a moment that is known to be past, nil where none is.
    func noteBoot(_ time: ObservedTime, notBefore: Date? = nil) throws {
        let isBelievable = time.wallClock >= BootTimes.earliest
        let started = time.wallClock.timeIntervalSince1970 - time.monotonic
        let bound = notBefore.map { SQLValue.real($0.timeIntervalSince1970 - time.monotonic) } ?? .null
        // What the region told holds: the computer's clock may be set to anything later.
        try run(
            """
            INSERT INTO boot(id, started, source, not_before, lasted) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT (id) DO UPDATE SET
                started = CASE WHEN source IS 'server' THEN started ELSE coalesce(excluded.started, started) END,
                source = CASE WHEN source IS 'server' THEN source ELSE coalesce(excluded.source, source) END,
                not_before = max(coalesce(not_before, excluded.not_before), coalesce(excluded.not_before, not_before)),
                lasted = max(lasted, excluded.lasted)
            """,
            .text(time.bootID), isBelievable ? .real(started) : .null, isBelievable ? .text("clock") : .null, bound,
            .real(time.monotonic))
        try run(
            "DELETE FROM boot WHERE position <= (SELECT max(position) FROM boot) - ?", .integer(BootTimes.limit))
    }
}
