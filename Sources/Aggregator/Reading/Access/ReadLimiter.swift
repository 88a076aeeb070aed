internal import FoundationEssentials

/// How often readers may ask: each token, and each address whatever tokens it shows.
struct ReadLimiter: Sendable {
    private var tokens: AttemptLimiter
    private var addresses: AttemptLimiter

    /// - Parameters:
    ///   - perToken: within `AttemptLimiter.windowSeconds`.
    ///   - perAddress: the same for one address, behind which a whole ministry may sit.
    init(perToken: Int, perAddress: Int) {
        tokens = AttemptLimiter(limit: perToken)
        addresses = AttemptLimiter(limit: perAddress)
    }

    /// Counts a question of an address.
    /// - Throws: `ReadingRefusal.tooManyReads`.
    mutating func admit(_ caller: CallerAddress, at now: Date) throws {
        try Self.admit(caller.text, to: &addresses, at: now)
    }

    /// Counts a question by a token.
    /// - Throws: `ReadingRefusal.tooManyReads`.
    mutating func admit(token: Int, at now: Date) throws {
        try Self.admit("\(token)", to: &tokens, at: now)
    }

    private static func admit(_ name: String, to limiter: inout AttemptLimiter, at now: Date) throws {
        guard !limiter.isBlocked(name, at: now) else {
            throw ReadingRefusal.tooManyReads(retryAfterSeconds: limiter.secondsLeft(of: name, at: now))
        }
        limiter.note(from: name, at: now)
    }
}
