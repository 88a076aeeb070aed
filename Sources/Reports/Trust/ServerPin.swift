internal import Crypto
public import FoundationEssentials

/// The SHA-256 of a server's public key (the certificate's SubjectPublicKeyInfo, DER): what an agent knows a server by.
///
/// As text `sha256/` and base64url, so that a technician can read two of them to each other over the telephone.
public struct ServerPin: Sendable, Hashable {
    private static let prefix = "sha256/"

    /// 32 bytes.
    public let digest: Data

    /// - Parameter publicKeyInfo: the certificate's SubjectPublicKeyInfo in DER (RFC 5280, 4.1.2.7).
    public init(publicKeyInfo: Data) {
        digest = Data(SHA256.hash(data: publicKeyInfo))
    }

    /// Reads the text form; nil for anything else.
    public init?(_ text: String) {
        guard text.hasPrefix(Self.prefix), let digest = Base64URL.decode(text.dropFirst(Self.prefix.count)),
            digest.count == SHA256.byteCount
        else { return nil }
        self.digest = digest
    }

    public var text: String { Self.prefix + Base64URL.encode(digest) }
}

extension ServerPin: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let pin = ServerPin(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not sha256/ and a digest")
        }
        self = pin
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
