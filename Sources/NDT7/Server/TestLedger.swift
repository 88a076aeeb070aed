internal import NIOCore

/// Counts each client's tests against its quota, in bounded memory. No I/O; the clock is handed in.
///
/// The hourly quota is the generic cell rate algorithm (ITU-T I.371): one instant per client says when its allowance will be
/// whole again, so that no list of past tests is kept.
struct TestLedger: Sendable {
    /// How many clients are remembered, and how many grants. Who has nothing running and waited longest is forgotten first.
    static let entryLimit = 10_000

    enum Refusal: Error, Equatable {
        /// A test of the same client runs in that direction.
        case alreadyRunning
        case tooOften(retryAfterSeconds: Int)
        case grantSpent
    }

    private struct Entry {
        var running: [Direction: Int] = [:]
        var wholeAt: NIODeadline
    }

    private struct GrantUse: Hashable {
        var id: String
        var direction: Direction
    }

    private struct Uses {
        var count: Int
        var until: NIODeadline
    }

    private var entries: [String: Entry] = [:]
    private var grants: [GrantUse: Uses] = [:]

    var entryCount: Int { entries.count }
    var grantCount: Int { grants.count }

    /// Counts one more test. Call `leave` with the same key and direction at its end.
    mutating func enter(
        _ client: TestClient, _ direction: Direction, quota: TestQuota, now: NIODeadline
    ) throws(Refusal) {
        var entry = entries[client.key] ?? Entry(wholeAt: now)
        guard entry.running[direction, default: 0] < quota.concurrentEachWay else { throw .alreadyRunning }
        let use = client.grant.map { GrantUse(id: $0.id, direction: direction) }
        var uses = use.flatMap { grants[$0] }
        if let grant = client.grant {
            if let known = uses, known.until <= now { uses = nil }
            guard (uses?.count ?? 0) < grant.testsEachWay else { throw .grantSpent }
        }
        entry.wholeAt = try Self.spend(entry.wholeAt, quota, now)
        entry.running[direction, default: 0] += 1
        if entries[client.key] == nil, entries.count >= Self.entryLimit { makeRoomForEntries(now) }
        entries[client.key] = entry
        guard let use, let grant = client.grant else { return }
        if uses == nil, grants.count >= Self.entryLimit { makeRoomForGrants(now) }
        grants[use] = Uses(count: (uses?.count ?? 0) + 1, until: now + .seconds(Int64(grant.secondsLeft)))
    }

    mutating func leave(_ key: String, _ direction: Direction) {
        guard let running = entries[key]?.running[direction] else { return }
        entries[key]?.running[direction] = running > 1 ? running - 1 : nil
    }

    private static func spend(
        _ wholeAt: NIODeadline, _ quota: TestQuota, _ now: NIODeadline
    ) throws(Refusal) -> NIODeadline {
        guard quota.testsPerHour > 0 else { throw .tooOften(retryAfterSeconds: 3600) }
        let hour = TimeAmount.hours(1)
        let next = max(wholeAt, now) + .nanoseconds(hour.nanoseconds / Int64(quota.testsPerHour))
        let excess = next - now - hour
        guard excess <= .zero else {
            throw .tooOften(retryAfterSeconds: Int((excess.nanoseconds - 1) / 1_000_000_000) + 1)
        }
        return next
    }

    private mutating func makeRoomForEntries(_ now: NIODeadline) {
        entries = entries.filter { !$0.value.running.isEmpty || $0.value.wholeAt > now }
        guard entries.count >= Self.entryLimit else { return }
        // A tenth at once, so that a flood of keys does not sort the table for each.
        let idle = entries.filter { $0.value.running.isEmpty }.sorted { $0.value.wholeAt < $1.value.wholeAt }
        for oldest in idle.prefix(Self.entryLimit / 10) { entries[oldest.key] = nil }
    }

    private mutating func makeRoomForGrants(_ now: NIODeadline) {
        grants = grants.filter { $0.value.until > now }
        guard grants.count >= Self.entryLimit else { return }
        for oldest in grants.sorted(by: { $0.value.until < $1.value.until }).prefix(Self.entryLimit / 10) {
            grants[oldest.key] = nil
        }
    }
}
