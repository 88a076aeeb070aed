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

    private struct Boot {
        var id: String
        /// The true time of monotonic 0, in seconds since 1970.
        var started: Double?
        var isTold: Bool
    }

    /// In the order in which they were seen.
    private var boots: [Boot]
    private var positions: [String: Int] = [:]

    /// - Parameter bootID: of the only boot asked for; without one, all are read.
    init(on connection: Connection, bootID: String? = nil) throws {
        boots = try connection.rows(
            "SELECT id, started, source FROM boot WHERE ?1 IS NULL OR id = ?1 ORDER BY position",
            bootID.map { .text($0) } ?? .null
        ) { Boot(id: $0.text(0), started: $0.isNull(1) ? nil : $0.real(1), isTold: $0.text(2) == "server") }
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
}

extension Connection {
    /// Notes that this boot is there, and when it began where the computer's clock can be believed.
    func noteBoot(_ time: ObservedTime) throws {
        let isBelievable = time.wallClock >= BootTimes.earliest
        let started = time.wallClock.timeIntervalSince1970 - time.monotonic
        // What the region told holds: the computer's clock may be set to anything later.
        try run(
            """
            INSERT INTO boot(id, started, source) VALUES (?1, ?2, ?3)
            ON CONFLICT (id) DO UPDATE SET
                started = coalesce(excluded.started, started), source = coalesce(excluded.source, source)
            WHERE source IS NOT 'server'
            """,
            .text(time.bootID), isBelievable ? .real(started) : .null, isBelievable ? .text("clock") : .null)
        try run(
            "DELETE FROM boot WHERE position <= (SELECT max(position) FROM boot) - ?", .integer(BootTimes.limit))
    }
}
