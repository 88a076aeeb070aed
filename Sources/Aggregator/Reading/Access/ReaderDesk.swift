internal import FoundationEssentials
internal import HTTPTypes
internal import Hummingbird
internal import Store
internal import Synchronization

/// Says who reads: by the token, or why nobody does.
final class ReaderDesk: Sendable {
    private let services: AggregatorServices
    private let guesses: Mutex<AttemptLimiter>
    private let strangers: Mutex<AttemptLimiter>
    /// A whole ministry may sit behind one address, so that it may ask more often than a token.
    private let tokens: SharedLimiter
    private let addresses: SharedLimiter

    init(services: AggregatorServices) {
        self.services = services
        guesses = Mutex(AttemptLimiter(limit: services.configuration.wrongTokenLimit))
        strangers = Mutex(AttemptLimiter(limit: services.configuration.addressReadLimit))
        tokens = SharedLimiter(services, purpose: "token read", limit: services.configuration.tokenReadLimit)
        addresses = SharedLimiter(services, purpose: "address read", limit: services.configuration.addressReadLimit)
    }

    /// Counts a question that shows no good token: apart from those that do, so that nobody without one can use up what
    /// readers behind the same address may ask.
    /// - Throws: `ReadingRefusal.tooManyReads`.
    func admit(_ context: AggregatorContext) throws {
        let now = services.now()
        let caller = CallerAddress(context.address).text
        try strangers.withLock { strangers in
            guard !strangers.isBlocked(caller, at: now) else {
                throw ReadingRefusal.tooManyReads(retryAfterSeconds: strangers.secondsLeft(of: caller, at: now))
            }
            strangers.note(from: caller, at: now)
        }
    }

    /// The token is looked up first, and only wrong ones count: 256 random bits are not guessed, so that holding guesses back
    /// spares the server, and must not cost those who hold a good one.
    /// - Parameter least: the role that the question asks for.
    /// - Throws: `ReadingRefusal`, `Refusal.tooManyAttempts`, or the store's error.
    func reader(_ request: Request, _ context: AggregatorContext, least: ReaderRole) async throws -> ReaderToken {
        guard let header = request.headers[.authorization] else {
            try admit(context)
            throw ReadingRefusal.noToken
        }
        let token = try await reader(showing: Self.bearer(header) ?? "", context)
        guard token.role.allows(least) else { throw ReadingRefusal.roleTooLow(needed: least.rawValue) }
        return token
    }

    /// Whoever shows a token, whatever its role opens.
    /// - Throws: `ReadingRefusal`, `Refusal.tooManyAttempts`, or the store's error.
    func reader(showing text: String, _ context: AggregatorContext) async throws -> ReaderToken {
        let hash = ReaderSecret(text)?.hash
        guard let hash, let token = try await services.store.token(hash: hash) else {
            let now = services.now()
            let caller = CallerAddress(context.address)
            try admit(context)
            try guesses.withLock { guesses in
                guard !guesses.isBlocked(caller.text, at: now) else { throw Refusal.tooManyAttempts }
                guesses.note(from: caller.text, at: now)
            }
            throw ReadingRefusal.badToken
        }
        return try await admit(token, context)
    }

    /// Whoever showed a token before, by its hash, which nobody outside can choose.
    /// - Throws: as above.
    func reader(known hash: Data, _ context: AggregatorContext) async throws -> ReaderToken {
        guard let token = try await services.store.token(hash: hash) else {
            try admit(context)
            throw ReadingRefusal.badToken
        }
        return try await admit(token, context)
    }

    private func admit(_ token: ReaderToken, _ context: AggregatorContext) async throws -> ReaderToken {
        let now = services.now()
        switch token.state(at: now) {
        case .valid: break
        case .expired:
            try admit(context)
            throw ReadingRefusal.tokenExpired
        case .revoked:
            try admit(context)
            throw ReadingRefusal.tokenRevoked
        }
        for (limiter, name) in [(addresses, CallerAddress(context.address).text), (tokens, "\(token.id)")] {
            if let seconds = try await limiter.secondsToWait(name, at: now) {
                throw ReadingRefusal.tooManyReads(retryAfterSeconds: seconds)
            }
        }
        return token
    }

    /// What follows the scheme, which is compared without case (RFC 9110, 11.1).
    static func bearer(_ header: String) -> String? {
        let parts = header.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        return String(parts[1].drop { $0 == " " })
    }
}
