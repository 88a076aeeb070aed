public import FoundationEssentials
public import Reports
public import Store

/// Who a region is: the keys it signs and hashes with, made once and kept in its store.
public struct RegionIdentity: Sendable {
    /// Signs receipts; enrolment codes carry its fingerprint.
    public let signingKey: SigningKey
    /// By which agents hash serials and machine components, 32 bytes.
    public let hashKey: Data
    /// Makes the tokens that open the region's line test server, 32 bytes.
    public let lineTestKey: Data
    /// Seals the sessions of the server's pages, 32 bytes.
    public let pagesKey: Data
    /// Open the bundles sealed to the region, as of loading: the key in use first, then those retired within two years.
    public let sealingKeys: [RegionSealingKey]
    /// Changes when a backup is restored.
    public let storeEpoch: String
    private let codeHash: RegionHash

    public var publicKey: VerifyingKey { signingKey.publicKey }

    /// Loads the identity, or makes what of it is missing.
    /// - Throws: `AggregatorFailure.damagedRegion`, or the store's error.
    public static func load(from store: any Store) async throws -> RegionIdentity {
        let secrets = try await store.establishRegionSecrets(
            RegionSecrets(
                [
                    Secret.signingKey.rawValue: SigningKey().rawRepresentation,
                    Secret.hashKey.rawValue: Data(randomBytes: 32),
                    Secret.codeHashKey.rawValue: Data(randomBytes: 32),
                    Secret.lineTestKey.rawValue: Data(randomBytes: 32),
                    Secret.pagesKey.rawValue: Data(randomBytes: 32),
                    Secret.storeEpoch.rawValue: Data(randomBytes: 16),
                ].merging(RegionKeys.fresh()) { $1 }))
        let signingSeed = try secrets.bytes(.signingKey, count: 32)
        guard let signingKey = try? SigningKey(rawRepresentation: signingSeed) else {
            throw AggregatorFailure.damagedRegion(secret: Secret.signingKey.rawValue)
        }
        return RegionIdentity(
            signingKey: signingKey, hashKey: try secrets.bytes(.hashKey, count: 32),
            lineTestKey: try secrets.bytes(.lineTestKey, count: 32),
            pagesKey: try secrets.bytes(.pagesKey, count: 32),
            sealingKeys: try RegionKeys(secrets).sealingKeys,
            storeEpoch: Hexadecimal.encode(try secrets.bytes(.storeEpoch, count: 16)),
            codeHash: RegionHash(key: try secrets.bytes(.codeHashKey, count: 32)))
    }

    /// What the store keeps of a code's secret: without the region's key it cannot be tried against a guess.
    func secretHash(of secret: String) -> Data { Data(codeHash(secret, purpose: "enrollment-code").utf8) }

    /// The region's word that it took the agent in.
    func receipt(for agent: RegisteredAgent, issuedAt: Date) throws -> Envelope {
        try Envelope.seal(
            EnrollmentReceipt(
                agent: agent.id, publicKey: agent.publicKey, school: agent.school, issuedAt: issuedAt,
                waiting: agent.state == .waiting ? true : nil),
            kind: .receipt, with: signingKey)
    }

    enum Secret: String {
        case signingKey = "signing_key"
        case hashKey = "hash_key"
        case codeHashKey = "code_hash_key"
        case lineTestKey = "line_test_key"
        case pagesKey = "pages_key"
        case storeEpoch = "store_epoch"
        case serverKey = "server_key"
        case nextServerKey = "next_server_key"
        case serverCertificate = "server_certificate"
        case sealingKey = "sealing_key"
        case retiredSealingKeys = "retired_sealing_keys"
    }
}

extension RegionSecrets {
    fileprivate func bytes(_ secret: RegionIdentity.Secret, count: Int) throws -> Data {
        guard let value = self[secret.rawValue], value.count == count else {
            throw AggregatorFailure.damagedRegion(secret: secret.rawValue)
        }
        return value
    }
}

extension Data {
    /// Of the system's random numbers.
    ///
    /// The system's generator is not handed on: it holds nothing and so has no address, and ThreadSanitizer writes down an
    /// access wherever something is passed `inout`.
    init(randomBytes count: Int) {
        self.init(capacity: count)
        for _ in 0..<count { append(UInt8.random(in: .min ... .max)) }
    }
}
