internal import Crypto
public import FoundationEssentials
internal import Reports
public import Store

/// Takes bundles in, by the same way as `POST /v1/reports`: verified, then stored exactly once, whichever way came first.
///
/// Works beside a running server; each batch is a durable transaction of its own, so that what was taken before a crash
/// is found to be held when the file is imported again.
public struct BundleImporter: Sendable {
    /// How much of one bundle that is not taken is kept, in bytes.
    static let keptBytes = 8_388_608
    /// And of all of them.
    static let keptBytesTogether = 268_435_456

    let store: any Store
    let region: RegionIdentity
    let keys: SealingKeys
    let now: @Sendable () -> Date

    public init(
        store: any Store, region: RegionIdentity, keys: SealingKeys, now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.store = store
        self.region = region
        self.keys = keys
        self.now = now
    }

    /// Takes one file.
    /// - Parameters:
    ///   - noting: what the audit log is to say of the file, noted in one transaction with the account kept of it; what went
    ///     before in transactions of its own is found to be held, and then noted, when the file is imported again.
    ///   - book: gets what is to be answered.
    ///   - next: gives the next piece of the file, nil at its end.
    /// - Returns: what became of it; a bad file is a result, not an error.
    /// - Throws: the store's error, what `next` throws.
    public func take(
        into book: inout AcknowledgementBook, noting: ((BundleResult) -> AuditEntry)? = nil, next: () throws -> Data?
    ) async throws -> BundleResult {
        var result = BundleResult()
        var hash = SHA256()
        var content: Data? = Data()
        var reader = BundleReader { [keys] in keys[$0] }
        var intake: BundleIntake?
        var failure: BundleFailure?
        while let piece = try next() {
            hash.update(data: piece)
            content?.append(piece)
            if content.map({ $0.count > Self.keptBytes }) == true { content = nil }
            guard failure == nil else { continue }
            do {
                for item in try reader.read(piece) {
                    switch item {
                    case .manifest(let manifest): intake = try await begin(manifest, &result)
                    case .envelope(let text): try await intake?.add(text, &result)
                    }
                }
            } catch let found as BundleFailure {
                failure = found
            }
        }
        do {
            if failure == nil { try reader.finish() }
        } catch let found as BundleFailure {
            failure = found
        }
        try await intake?.flush(&result)
        if let failure {
            result.message = failure.description
            if intake != nil {
                result.outcome = .damaged
                result.message = "\(failure); \(result.stored + result.duplicates) reports before that were taken"
            }
        }
        guard let agent = result.agent, let outcome = result.outcome else { return result }
        if let intake { book.add(intake.entry, for: agent) }
        let keeps = outcome == .quarantined || outcome == .setAside
        let account = noting.map { store.noting($0(result)) } ?? store
        let isKept = try await account.note(
            BundleRecord(
                digest: Data(hash.finalize()), agent: agent, receivedAt: now(), outcome: outcome,
                content: keeps ? content : nil), limitBytes: Self.keptBytesTogether)
        if keeps, !isKept { result.message = (result.message ?? "") + "; the file is too large to be kept here" }
        return result
    }

    /// Decides on the bundle's agent.
    /// - Returns: nil where nothing is taken from it.
    private func begin(_ manifest: BundleManifest, _ result: inout BundleResult) async throws -> BundleIntake? {
        result.agent = manifest.agent
        var agent = try await store.registeredAgents([manifest.agent])[manifest.agent]
        if agent == nil { agent = try await admit(manifest, &result) }
        guard let agent else {
            result.outcome = .setAside
            if result.message == nil {
                result.message =
                    "its agent is not enrolled here and asks for nothing; enrol the computer, then import this again"
            }
            return nil
        }
        result.school = agent.school
        switch agent.state {
        case .revoked:
            result.outcome = .quarantined
            result.message = "its agent was revoked: nothing was taken, and the file is kept aside"
            return nil
        case .waiting:
            result.outcome = .setAside
            result.message = "its agent waits for approval; approve it, then import this again"
            return nil
        case .enrolled: break
        }
        result.outcome = .taken
        var intake = BundleIntake(store: store, receivedAt: now(), school: agent.school)
        // Each time: the answer to the first bundle may have been lost on its way back.
        if manifest.enrollment != nil {
            intake.entry.receipt = try region.receipt(for: agent, issuedAt: now()).text
        }
        return intake
    }

    /// Takes an agent in that asks for it in its bundle, or shows the receipt that a restored backup has forgotten.
    private func admit(_ manifest: BundleManifest, _ result: inout BundleResult) async throws -> RegisteredAgent? {
        let admission = Admission(store: store, region: region)
        let outcome: Admission.Outcome
        if let text = manifest.enrollment {
            guard let request = try? Admission.open(text, limitBytes: 16_384).get(),
                request.publicKey == manifest.publicKey
            else {
                result.message = "its request to be taken in is not its own or cannot be read"
                return nil
            }
            outcome = try await admission.judge(request, by: .bundle, at: now())
        } else if let receipt = manifest.receipt {
            // The key is proven held by every envelope of the bundle, each of which is verified by it.
            let request = EnrollmentRequest(
                publicKey: manifest.publicKey, secret: "", room: nil, label: nil, agentVersion: manifest.agentVersion,
                receipt: receipt)
            outcome = try await admission.judge(request, by: .bundle, at: now())
        } else {
            return nil
        }
        switch outcome {
        case .admitted(let agent, _):
            result.enrolled = true
            return agent
        case .refused(let refusal):
            result.message = "it asks to be taken in and is not: \(refusal.message)"
            return nil
        }
    }
}
