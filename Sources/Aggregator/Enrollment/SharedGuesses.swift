internal import FoundationEssentials
internal import Reports
internal import Store

/// Wrong codes as all servers of one database count them: whoever is sent from server to server by a balancer, or finds one
/// started anew, has no more guesses than with one.
///
/// Each address is held to what `GuessLimiter` says; its tables of networks, which bound what a botnet of more than 10,000 addresses
/// can try, stay each server's own.
struct SharedGuesses: Sendable {
    private static let everybody = "all"

    private let store: any Store
    private let hash: RegionHash

    init(store: any Store, region: RegionIdentity) {
        self.store = store
        hash = RegionHash(key: region.hashKey)
    }

    func areTooMany(from caller: CallerAddress, at now: Date) async throws -> Bool {
        let counts = try await store.guesses(from: [name(caller), Self.everybody], since: begin(now))
        let limit = counts[1] >= GuessLimiter.manyGuesses ? GuessLimiter.limitAmongMany : AttemptLimiter.limit
        return counts[0] >= limit
    }

    func note(from caller: CallerAddress, at now: Date) async throws {
        try await store.noteGuess(from: [name(caller), Self.everybody], at: now, since: begin(now))
    }

    /// An address says where somebody is: the database never holds it.
    private func name(_ caller: CallerAddress) -> String {
        hash(caller.text, purpose: "caller")
    }

    private func begin(_ now: Date) -> Date {
        now.addingTimeInterval(-TimeInterval(AttemptLimiter.windowSeconds))
    }
}
