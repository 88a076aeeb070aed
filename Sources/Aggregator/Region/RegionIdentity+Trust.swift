public import FoundationEssentials
public import Reports
public import Store

/// What a region says of its servers, and the keys behind it, at one moment.
public struct RegionTrust: Sendable {
    /// The newest statement.
    public let newest: ServerTrust
    /// Every statement, the newest first: agents look at a bounded number of them.
    public let statements: [String]
    let keys: RegionKeys

    /// Whether the servers use a certificate that was given to them, so that its key is not the region's to rotate.
    public var isGiven: Bool { newest.pins.first != keys.server.pin }

    /// When the certificate that a server signed for itself ends; nil before there is one, or where one is given.
    public var certificateEnds: Date? {
        guard !isGiven, let certificate = keys.certificate else { return nil }
        return (try? ServedCertificate(own: certificate, key: keys.server))?.notAfter
    }
}

extension RegionIdentity {
    /// What is said of the servers; the first statement is made where there is none.
    /// - Throws: `AggregatorFailure.damagedRegion`, or the store's error.
    public func trust(in store: any Store, now: Date = Date()) async throws -> RegionTrust {
        try await publish(in: store, now: now) { _, _ in }
    }

    /// Makes the next server key the current one, and another one the next; running servers follow within a minute.
    /// - Throws: `AggregatorFailure.givenCertificate`, `.damagedRegion`, or the store's error.
    public func rotateServerKey(in store: any Store, now: Date = Date()) async throws -> RegionTrust {
        try await publish(in: store, now: now) { keys, trust in
            guard trust.pins.first == keys.server.pin else { throw AggregatorFailure.givenCertificate }
            keys.rotateServerKey()
            trust.pins = [keys.server.pin, keys.next.pin]
            keys.certificate = try OwnCertificate.make(for: keys.server, now: now)
        }
    }

    /// Makes a new sealing key; the old one opens bundles for two years more.
    public func rotateSealingKey(in store: any Store, now: Date = Date()) async throws -> RegionTrust {
        try await publish(in: store, now: now) { keys, trust in
            keys.rotateSealingKey(at: now)
            trust.sealingKey = try keys.sealingPublicKey
        }
    }

    /// Says where agents find the region.
    /// - Parameter servers: `https://HOST:PORT`, the best first; empty: where they found it.
    public func setServers(_ servers: [String], in store: any Store, now: Date = Date()) async throws -> RegionTrust {
        try await publish(in: store, now: now) { _, trust in trust.servers = servers }
    }

    /// Says which certificate's key the servers have from now on.
    /// - Parameter given: its pin; nil for the region's own key.
    func setServerPin(_ given: ServerPin?, in store: any Store, now: Date) async throws -> RegionTrust {
        try await publish(in: store, now: now) { keys, trust in
            trust.pins = given.map { [$0, keys.server.pin] } ?? [keys.server.pin, keys.next.pin]
        }
    }

    /// What is said of the servers, with a certificate of the region's own key: the kept one, or a new one in good time.
    func trustWithCertificate(in store: any Store, now: Date) async throws -> RegionTrust {
        try await publish(in: store, now: now) { keys, _ in
            if let kept = keys.certificate, OwnCertificate.serves(kept, key: keys.server, at: now) { return }
            keys.certificate = try OwnCertificate.make(for: keys.server, now: now)
        }
    }

    /// Says the same again under a number above any that was given out: in seconds since 1970, since nobody rotates keys every
    /// second.
    func restate(in store: any Store, now: Date) async throws -> RegionTrust {
        try await publish(in: store, now: now, leaps: true) { _, _ in }
    }

    /// Changes keys and statement together; begins again from what another process wrote meanwhile.
    private func publish(
        in store: any Store, now: Date, leaps: Bool = false,
        change: (inout RegionKeys, inout ServerTrust) throws -> Void
    ) async throws -> RegionTrust {
        while true {
            let state = try await store.regionState()
            var keys = try RegionKeys(state.secrets)
            let known = ServerTrust.newest(among: state.statements.suffix(1).map(\.text), of: publicKey)?.trust
            if known == nil, state.version > 0 {
                throw AggregatorFailure.damagedRegion(secret: "newest trust statement")
            }
            var trust =
                try known
                ?? ServerTrust(
                    version: 0, issuedAt: now, pins: [keys.server.pin, keys.next.pin],
                    sealingKey: keys.sealingPublicKey)
            try change(&keys, &trust)
            var update = RegionChange(after: state.version, leaps: leaps)
            if trust != known || leaps {
                trust.version = max(state.version + 1, leaps ? Int(now.timeIntervalSince1970) : 0)
                trust.issuedAt = now
                let text = try Envelope.seal(trust, kind: .trust, with: signingKey).text
                update.statement = TrustStatement(version: trust.version, issuedAt: now, text: text)
            }
            let secrets = try keys.secrets()
            update.secrets.values = secrets.values.filter { state.secrets[$0.key] != $0.value }
            if update.statement != nil || !update.secrets.values.isEmpty {
                guard try await store.changeRegion(update) else { continue }
            }
            let statements = state.statements.map(\.text) + [update.statement?.text].compactMap(\.self)
            return RegionTrust(newest: trust, statements: statements.reversed(), keys: keys)
        }
    }
}
