internal import Crypto
public import FoundationEssentials
internal import Reports
internal import Store

/// The keys of a region that are changed now and then, as its secrets hold them.
struct RegionKeys: Sendable {
    /// For how long a retired sealing key opens bundles that are still under way, in seconds: two years.
    static let sealingMemory: TimeInterval = 2 * 365 * 86_400

    /// What the servers use.
    var server: ServerKey
    /// What they use after the next rotation; published ahead, so that nobody notices that.
    var next: ServerKey
    /// The certificate that a server signed for itself, in DER, with whichever key it then had.
    var certificate: Data?
    var sealing: Curve25519.KeyAgreement.PrivateKey
    var retired: [RetiredSealingKey]

    /// - Throws: `AggregatorFailure.damagedRegion`.
    init(_ secrets: RegionSecrets) throws {
        server = try Self.key(.serverKey, in: secrets) { try ServerKey(rawRepresentation: $0) }
        next = try Self.key(.nextServerKey, in: secrets) { try ServerKey(rawRepresentation: $0) }
        certificate = secrets[RegionIdentity.Secret.serverCertificate.rawValue]
        sealing = try Self.key(.sealingKey, in: secrets) {
            try Curve25519.KeyAgreement.PrivateKey(rawRepresentation: $0)
        }
        let kept = secrets[RegionIdentity.Secret.retiredSealingKeys.rawValue]
        do {
            retired = try kept.map { try ReportCoder.decode([RetiredSealingKey].self, from: $0) } ?? []
        } catch {
            throw AggregatorFailure.damagedRegion(secret: RegionIdentity.Secret.retiredSealingKeys.rawValue)
        }
    }

    /// What a region begins with, by the names of its secrets.
    static func fresh() -> [String: Data] {
        [
            RegionIdentity.Secret.serverKey.rawValue: ServerKey().rawRepresentation,
            RegionIdentity.Secret.nextServerKey.rawValue: ServerKey().rawRepresentation,
            RegionIdentity.Secret.sealingKey.rawValue: Curve25519.KeyAgreement.PrivateKey().rawRepresentation,
        ]
    }

    func secrets() throws -> RegionSecrets {
        var secrets = RegionSecrets([
            RegionIdentity.Secret.serverKey.rawValue: server.rawRepresentation,
            RegionIdentity.Secret.nextServerKey.rawValue: next.rawRepresentation,
            RegionIdentity.Secret.sealingKey.rawValue: sealing.rawRepresentation,
            RegionIdentity.Secret.retiredSealingKeys.rawValue: try ReportCoder.encode(retired),
        ])
        secrets[RegionIdentity.Secret.serverCertificate.rawValue] = certificate
        return secrets
    }

    var sealingPublicKey: SealingPublicKey {
        get throws { try SealingPublicKey(rawRepresentation: sealing.publicKey.rawRepresentation) }
    }

    /// The key in use first.
    var sealingKeys: [RegionSealingKey] {
        get throws {
            try [RegionSealingKey(raw: sealing.rawRepresentation, retiredAt: nil)]
                + retired.map { try RegionSealingKey(raw: $0.key, retiredAt: $0.retiredAt) }
        }
    }

    mutating func rotateServerKey() {
        server = next
        next = ServerKey()
    }

    mutating func rotateSealingKey(at now: Date) {
        retired = retired.filter { now.timeIntervalSince($0.retiredAt) < Self.sealingMemory }
        retired.insert(RetiredSealingKey(key: sealing.rawRepresentation, retiredAt: now), at: 0)
        sealing = Curve25519.KeyAgreement.PrivateKey()
    }

    private static func key<Key>(
        _ secret: RegionIdentity.Secret, in secrets: RegionSecrets, _ make: (Data) throws -> Key
    ) throws -> Key {
        guard let raw = secrets[secret.rawValue], let key = try? make(raw) else {
            throw AggregatorFailure.damagedRegion(secret: secret.rawValue)
        }
        return key
    }

    /// As kept in the secret.
    struct RetiredSealingKey: Codable, Sendable {
        var key: Data
        var retiredAt: Date

        enum CodingKeys: String, CodingKey {
            case key
            case retiredAt = "retired_at"
        }
    }
}

/// A private key that opens bundles sealed to the region.
public struct RegionSealingKey: Sendable {
    /// `SealingPublicKey.id` of its public half, as a bundle's header names it.
    public var id: String
    /// The X25519 private key, 32 bytes.
    public var raw: Data
    /// Nil for the key in use.
    public var retiredAt: Date?

    init(raw: Data, retiredAt: Date?) throws {
        let key = try Curve25519.KeyAgreement.PrivateKey(rawRepresentation: raw)
        id = try SealingPublicKey(rawRepresentation: key.publicKey.rawRepresentation).id
        self.raw = raw
        self.retiredAt = retiredAt
    }
}
