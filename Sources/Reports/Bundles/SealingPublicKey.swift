internal import Crypto
public import FoundationEssentials

/// The X25519 public key (RFC 7748) to which a region's bundles are sealed (HPKE, RFC 9180).
public struct SealingPublicKey: Sendable, Hashable {
    /// 32 bytes.
    public let rawRepresentation: Data

    /// - Throws: when the bytes are not 32.
    public init(rawRepresentation: Data) throws {
        _ = try Curve25519.KeyAgreement.PublicKey(rawRepresentation: rawRepresentation)
        self.rawRepresentation = rawRepresentation
    }

    init(_ key: Curve25519.KeyAgreement.PublicKey) {
        rawRepresentation = key.rawRepresentation
    }

    /// Names the key in a bundle's header: 64 bits of its SHA-256 in lower-case hexadecimal.
    public var id: String { Hexadecimal.encode(SHA256.hash(data: rawRepresentation).prefix(8)) }
}

extension SealingPublicKey: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let data = Base64URL.decode(text[...]), let key = try? SealingPublicKey(rawRepresentation: data) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an X25519 public key")
        }
        self = key
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(Base64URL.encode(rawRepresentation))
    }
}
