internal import Crypto
public import FoundationEssentials

/// An Ed25519 private key (RFC 8032) of an agent or a region.
public struct SigningKey: Sendable {
    private let key: Curve25519.Signing.PrivateKey

    /// Makes a new key from the system's random numbers.
    public init() {
        key = Curve25519.Signing.PrivateKey()
    }

    /// - Parameter rawRepresentation: the 32-byte seed.
    public init(rawRepresentation: Data) throws {
        key = try Curve25519.Signing.PrivateKey(rawRepresentation: rawRepresentation)
    }

    public var rawRepresentation: Data { key.rawRepresentation }
    public var publicKey: VerifyingKey { VerifyingKey(key: key.publicKey) }

    public func signature(for data: Data) throws -> Data { try key.signature(for: data) }
}

/// An Ed25519 public key.
public struct VerifyingKey: Sendable, Hashable {
    /// 32 bytes.
    public let rawRepresentation: Data

    init(key: Curve25519.Signing.PublicKey) {
        rawRepresentation = key.rawRepresentation
    }

    /// - Throws: when the bytes are not 32.
    public init(rawRepresentation: Data) throws {
        _ = try Curve25519.Signing.PublicKey(rawRepresentation: rawRepresentation)
        self.rawRepresentation = rawRepresentation
    }

    public var agentID: AgentID { AgentID(publicKey: rawRepresentation) }

    /// SHA-256 of the key: what an enrolment code and file carry of it.
    public var fingerprint: Data { Data(SHA256.hash(data: rawRepresentation)) }

    public func isValid(_ signature: Data, for data: Data) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: rawRepresentation) else { return false }
        return key.isValidSignature(signature, for: data)
    }
}

extension VerifyingKey: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let data = Base64URL.decode(text), let key = try? VerifyingKey(rawRepresentation: data) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an Ed25519 public key")
        }
        self = key
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(Base64URL.encode(rawRepresentation))
    }
}
