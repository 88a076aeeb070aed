internal import FoundationEssentials
internal import HTTPTypes
internal import Hummingbird
internal import Store
internal import Synchronization

/// Says who reads: by the token, or why nobody does.
final class ReaderDesk: Sendable {
    private let services: AggregatorServices
    private let guesses = Mutex(GuessLimiter())
    private let limiter: Mutex<ReadLimiter>

    init(services: AggregatorServices) {
        self.services = services
        limiter = Mutex(
            ReadLimiter(
                perToken: services.configuration.tokenReadLimit, perAddress: services.configuration.addressReadLimit))
    }

    /// Counts a question that needs no token.
    /// - Throws: `ReadingRefusal.tooManyReads`.
    func admit(_ context: AggregatorContext) throws {
        try limiter.withLock { try $0.admit(CallerAddress(context.address), at: services.now()) }
    }

    /// - Parameter least: the role that the question asks for.
    /// - Throws: `ReadingRefusal`, `Refusal.tooManyAttempts`, or the store's error.
    func reader(_ request: Request, _ context: AggregatorContext, least: ReaderRole) async throws -> ReaderToken {
        let now = services.now()
        let caller = CallerAddress(context.address)
        if guesses.withLock({ $0.isBlocked(caller, at: now) }) { throw Refusal.tooManyAttempts }
        try admit(context)
        guard let header = request.headers[.authorization] else { throw ReadingRefusal.noToken }
        guard let text = Self.bearer(header), let secret = ReaderSecret(text),
            let token = try await services.store.token(hash: secret.hash)
        else {
            guesses.withLock { $0.note(from: caller, at: now) }
            throw ReadingRefusal.badToken
        }
        switch token.state(at: now) {
        case .valid: break
        case .expired: throw ReadingRefusal.tokenExpired
        case .revoked: throw ReadingRefusal.tokenRevoked
        }
        try limiter.withLock { try $0.admit(token: token.id, at: now) }
        guard token.role.allows(least) else { throw ReadingRefusal.roleTooLow(needed: least.rawValue) }
        return token
    }

    /// What follows the scheme, which is compared without case (RFC 9110, 11.1).
    static func bearer(_ header: String) -> String? {
        let parts = header.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        return String(parts[1].drop { $0 == " " })
    }
}
