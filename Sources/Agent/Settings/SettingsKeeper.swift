internal import FoundationEssentials
internal import Glibc
internal import Reports
internal import Synchronization

/// Keeps the newest settings that the region signed: in `settings.json` (0600) the envelope as it came, verified again at
/// every start.
final class SettingsKeeper: Sendable {
    /// The size limit of the settings' JSON, in bytes.
    static let payloadLimitBytes = 1_048_576
    /// After so long what is held is asked for whole again: the school may have been moved to another area.
    static let renewalSeconds = 7 * 86_400.0
    /// A clock that stands wrong makes everything look old: no more often than this for that reason.
    static let shortestRenewalSeconds = 86_400.0

    private struct Held {
        var document: SettingsDocument
        var text: String
        var keptAt: Date
    }

    private struct State {
        /// Whose settings were looked for.
        var region: VerifyingKey?
        var held: Held?
        /// By this boot's clock.
        var renewalAskedAt: ObservedTime?
    }

    private let path: String
    private let state = Mutex(State())

    /// - Parameter directory: the state directory.
    init(directory: String) {
        path = Self.path(in: directory)
    }

    /// What this region set, nil where nothing of it is here.
    func document(of region: VerifyingKey) -> SettingsDocument? {
        state.withLock { state in
            look(for: region, &state)
            return state.held?.document
        }
    }

    /// Verifies settings and keeps them where they are newer than those held, by version and then by when they were signed.
    /// - Throws: `SettingsFailure` where the region did not sign them, `StateFailure` where they cannot be kept; then those
    ///   held go on.
    func accept(envelopeText text: String, of region: VerifyingKey, at now: ObservedTime) throws -> SettingsAcceptance {
        let document = try Self.open(text, of: region)
        return try state.withLock { state in
            look(for: region, &state)
            var acceptance = SettingsAcceptance.taken
            if let held = state.held {
                let offered = (document.version, document.issuedAt)
                if offered < (held.document.version, held.document.issuedAt) { return .older }
                if document == held.document || text == held.text { acceptance = .known }
            }
            try PrivateFile.write(Data(text.utf8), to: path)
            state.held = Held(document: document, text: text, keptAt: now.wallClock)
            return acceptance
        }
    }

    /// Which version to say one has when asking now, nil where there is no reason to ask.
    /// - Parameter announced: what the aggregator says is the newest.
    func versionToAskWith(announced: Int?, of region: VerifyingKey, at now: ObservedTime) -> Int? {
        state.withLock { state in
            look(for: region, &state)
            let version = state.held?.document.version ?? 0
            if let announced, announced > version { return version }
            guard let held = state.held, abs(now.wallClock.timeIntervalSince(held.keptAt)) >= Self.renewalSeconds,
                state.renewalAskedAt.map({
                    $0.bootID != now.bootID || now.monotonic - $0.monotonic >= Self.shortestRenewalSeconds
                }) ?? true
            else { return nil }
            state.renewalAskedAt = now
            return 0
        }
    }

    /// What lies in a state directory, for who does not hold it.
    static func document(in directory: String, of region: VerifyingKey) throws -> SettingsDocument? {
        try read(path(in: directory)).flatMap { try? open($0, of: region) }
    }

    /// What another region signed, or nobody, counts as none: the next delivery tells that there are newer ones.
    private func look(for region: VerifyingKey, _ state: inout State) {
        guard state.region != region else { return }
        state = State(region: region)
        guard let text = (try? Self.read(path)).flatMap({ $0 }), let document = try? Self.open(text, of: region) else {
            return
        }
        var facts = stat()
        let keptAt = stat(path, &facts) == 0 ? Double(facts.st_mtim.tv_sec) : 0
        state.held = Held(document: document, text: text, keptAt: Date(timeIntervalSince1970: keptAt))
    }

    private static func open(_ text: String, of region: VerifyingKey) throws -> SettingsDocument {
        do {
            return try Envelope(text: text).open(
                SettingsDocument.self, kind: .settings, with: region, limitBytes: payloadLimitBytes)
        } catch {
            throw SettingsFailure(code: .notTheRegions, reason: "\(error)".asOneLine())
        }
    }

    private static func read(_ path: String) throws -> String? {
        try PrivateFile.read(path).map { String(decoding: $0, as: UTF8.self) }
    }

    private static func path(in directory: String) -> String { "\(directory)/settings.json" }
}
