public import FoundationEssentials

/// What a region says of its servers, signed by the region's key as an envelope of kind `.trust`: which keys they hold, where
/// they are, and to which key bundles are sealed.
///
/// Every statement ever made stays served (`GET /v1/region`), so that an agent that was away for years finds the newest one.
/// Its authority is the region key's, which the enrolment code names: no certificate authority, no host name, no date.
public struct ServerTrust: Codable, Sendable, Equatable {
    /// From 1, one more for each statement; an agent never goes back to a lower one.
    public var version: Int
    public var issuedAt: Date
    /// The key in use first, then the one that comes next: an agent that knows both never notices a rotation.
    public var pins: [ServerPin]
    /// Where the region's servers are, `https://HOST:PORT`, the best first; empty: where the agent found them.
    public var servers: [String]
    /// To which bundles are sealed.
    public var sealingKey: SealingPublicKey

    public init(
        version: Int, issuedAt: Date, pins: [ServerPin], servers: [String] = [], sealingKey: SealingPublicKey
    ) {
        self.version = version
        self.issuedAt = issuedAt
        self.pins = pins
        self.servers = servers
        self.sealingKey = sealingKey
    }

    /// How many statements, and pins or servers in one, are looked at: more are no region's.
    public static let limit = 256

    /// The newest statement among those that are served.
    /// - Parameters:
    ///   - statements: envelopes of kind `.trust`, in any order; those that do not verify are passed over.
    ///   - version: what is known already: a lower one is passed over, so that an old one cannot be played back.
    /// - Returns: the statement as it came and what it says; nil where none is good.
    public static func newest(
        among statements: [String], of region: VerifyingKey, notBefore version: Int = 0
    ) -> (text: String, trust: ServerTrust)? {
        statements.prefix(limit).compactMap { text -> (text: String, trust: ServerTrust)? in
            guard let envelope = try? Envelope(text: text),
                let trust = try? envelope.open(ServerTrust.self, kind: .trust, with: region, limitBytes: 65_536),
                trust.version >= version, trust.pins.count <= limit, trust.servers.count <= limit
            else { return nil }
            return (text, trust)
        }
        .max { $0.trust.version < $1.trust.version }
    }

    enum CodingKeys: String, CodingKey {
        case version, pins, servers
        case issuedAt = "issued_at"
        case sealingKey = "sealing_key"
    }
}
