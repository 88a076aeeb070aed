internal import FoundationEssentials
internal import Reports
internal import Synchronization

/// Which keys and addresses a region's servers have, as far as is known: shared by all in this program who speak to them.
public final class RegionTrust: Sendable {
    private struct State {
        var anchor: ServerProof.Anchor
        var known: KnownServers?
        var trust: ServerTrust?
        /// Servers that failed last, the longest ago first.
        var failed: [ServerAddress] = []
        var dates: CertificateDates?
        var pin: ServerPin?
        var keepingProblem: String?
    }

    /// More addresses than this are not tried in one go.
    private static let candidateLimit = 8

    private let state: Mutex<State>
    private let keep: @Sendable (KnownServers) throws -> Void

    /// - Parameters:
    ///   - anchor: whose signature counts.
    ///   - known: what was kept; another region's is left out.
    ///   - keep: writes down what was learnt.
    init(
        anchor: ServerProof.Anchor, known: KnownServers? = nil,
        keep: @escaping @Sendable (KnownServers) throws -> Void = { _ in }
    ) {
        self.keep = keep
        var trust: ServerTrust?
        if case .key(let key) = anchor { trust = known?.trust(of: key) }
        state = Mutex(State(anchor: anchor, known: trust == nil ? nil : known, trust: trust))
    }

    /// The newest statement that is known.
    var statement: ServerTrust? { state.withLock { $0.trust } }

    /// The same as it is kept.
    var known: KnownServers? { state.withLock { $0.known } }

    /// Whether the region believed is the one of this key.
    func isOf(_ key: VerifyingKey) -> Bool { state.withLock { $0.anchor.isOf(key) } }

    func knows(_ pin: ServerPin) -> Bool { state.withLock { $0.trust?.pins.contains(pin) == true } }

    /// What a person should hear, though it stopped nothing: the certificate's dates, or a statement that was not kept.
    /// - Parameter now: the latest of what clock and build say; the region's last signed time is added here.
    func notes(now: Date) -> [String] {
        state.withLock { state in
            let latest = max(now, state.trust?.issuedAt ?? now)
            return [state.dates?.note(at: latest), state.keepingProblem].compactMap(\.self)
        }
    }

    /// Where to try, in this order: the server that answered last, the one enrolled at, the others the region names; those
    /// that failed since come last.
    func candidates(enrolledAt server: ServerAddress) -> [ServerAddress] {
        state.withLock { state in
            let named = (state.trust?.servers ?? []).compactMap { try? ServerAddress($0) }.filter(\.isSecure)
            let last = state.known?.lastServer.flatMap { named.contains($0) ? $0 : nil }
            var order: [ServerAddress] = []
            for candidate in [last, server].compactMap(\.self) + named where !order.contains(candidate) {
                order.append(candidate)
            }
            let failed = state.failed.filter(order.contains)
            return Array((order.filter { !failed.contains($0) } + failed).prefix(Self.candidateLimit))
        }
    }

    /// Takes in what an unknown server answered, where it proves that the server is the region's.
    /// - Throws: as `ServerProof.judge`.
    func prove(_ answer: RegionResponse, over pin: ServerPin, server: ServerAddress) throws {
        let (anchor, version) = state.withLock { ($0.anchor, $0.trust?.version ?? 0) }
        let newest = try ServerProof.judge(
            answer, over: pin, by: anchor, notBefore: version, server: server.text)
        learn(newest)
        state.withLock { $0.anchor = .key(answer.regionKey) }
    }

    /// Takes in what a server that is known already tells of the region's servers.
    /// - Returns: whether it was news.
    @discardableResult
    func take(_ statements: [String], of region: VerifyingKey) -> Bool {
        let (isOurs, version) = state.withLock { ($0.anchor.isOf(region), $0.trust?.version ?? 0) }
        guard isOurs, let newest = ServerTrust.newest(among: statements, of: region, notBefore: version + 1) else {
            return false
        }
        learn(newest)
        return true
    }

    /// Remembers the server that answered.
    func answered(_ server: ServerAddress, enrolledAt enrolled: ServerAddress) {
        let changed = state.withLock { state -> KnownServers? in
            state.failed.removeAll { $0 == server }
            let last = server == enrolled ? nil : server
            guard state.known != nil, state.known?.lastServer != last else { return nil }
            state.known?.lastServer = last
            return state.known
        }
        if let changed { write(changed) }
    }

    func failed(_ server: ServerAddress) {
        state.withLock { state in
            state.failed.removeAll { $0 == server }
            state.failed.append(server)
        }
    }

    /// Remembers the dates of the certificate last shown with a key that counts, and that key.
    func saw(_ dates: CertificateDates?, of pin: ServerPin? = nil) {
        state.withLock { ($0.dates, $0.pin) = (dates, pin) }
    }

    /// The key of the server spoken to last.
    var lastPin: ServerPin? { state.withLock { $0.pin } }

    private func learn(_ newest: (text: String, trust: ServerTrust)) {
        let changed = state.withLock { state -> KnownServers? in
            // Another connection may have learnt more in between.
            guard newest.trust.version >= state.trust?.version ?? 0, newest.text != state.known?.statement else {
                return nil
            }
            let known = KnownServers(statement: newest.text, lastServer: state.known?.lastServer)
            state.known = known
            state.trust = newest.trust
            return known
        }
        if let changed { write(changed) }
    }

    /// A disk that is full must not keep reports from leaving it: what was learnt counts until the program ends.
    private func write(_ known: KnownServers) {
        do {
            try keep(known)
            state.withLock { $0.keepingProblem = nil }
        } catch {
            state.withLock { $0.keepingProblem = "what the region says of its servers was not kept: \(error)" }
        }
    }
}
