internal import FoundationEssentials
internal import Hummingbird
internal import Logging
internal import Reports
internal import Store
internal import Synchronization

/// `POST /v1/enroll`: takes an agent in by a code, or again by the receipt that the region gave it.
final class EnrollmentController: Sendable {
    private let services: AggregatorServices
    private let admission: Admission
    private let guesses = Mutex(GuessLimiter())
    private let shared: SharedGuesses

    init(services: AggregatorServices) {
        self.services = services
        shared = SharedGuesses(store: services.store, region: services.region)
        admission = Admission(store: services.store, region: services.region)
    }

    func enroll(_ request: Request, context: AggregatorContext) async throws -> Response {
        let now = services.now()
        let caller = CallerAddress(context.address)
        let limit = services.configuration.enrollmentLimitBytes
        let text = try await request.text(limitBytes: limit, within: services.configuration.bodyTimeout, context)
        let line = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        let asked: EnrollmentRequest
        switch Admission.open(line, limitBytes: limit) {
        case .failure(let refusal): throw refusal.refusal
        case .success(let request): asked = request
        }
        // A receipt is the region's own word, which nobody guesses: who else is at that address does not matter.
        if !asked.isReceiptAlone {
            guard !guesses.withLock({ $0.isBlocked(caller, at: now) }) else { throw Refusal.tooManyAttempts }
            guard try await !shared.areTooMany(from: caller, at: now) else { throw Refusal.tooManyAttempts }
        }
        switch try await admission.judge(asked, by: .network, at: now) {
        case .admitted(let agent, let receipt):
            let isWaiting = agent.state == .waiting
            context.logger.notice(
                isWaiting ? "agent waits for approval" : "agent enrolled",
                metadata: ["agent": "\(agent.id)", "school": "\(agent.school)"])
            return try .json(
                EnrollmentResponse(
                    regionKey: services.region.publicKey, receipt: receipt,
                    hashKey: Base64URL.encode(services.region.hashKey),
                    lineTestServer: services.lineTestServer(request.head.authority), trust: services.trust?.statements,
                    waiting: isWaiting ? true : nil))
        case .refused(let refusal):
            if refusal.isGuess {
                guesses.withLock { $0.note(from: caller, at: now) }
                try await shared.note(from: caller, at: now)
            }
            throw refusal.refusal
        }
    }
}
