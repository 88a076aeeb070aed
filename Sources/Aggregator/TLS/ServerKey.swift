internal import Crypto
public import FoundationEssentials
public import Reports

/// The key of a region's servers (P-256): agents know a server by it, whatever certificate it stands in.
public struct ServerKey: Sendable {
    let key: P256.Signing.PrivateKey

    public init() {
        key = P256.Signing.PrivateKey()
    }

    /// - Parameter rawRepresentation: 32 bytes.
    /// - Throws: when they are no P-256 key.
    public init(rawRepresentation: Data) throws {
        key = try P256.Signing.PrivateKey(rawRepresentation: rawRepresentation)
    }

    /// 32 bytes.
    public var rawRepresentation: Data { key.rawRepresentation }

    public var pin: ServerPin { ServerPin(publicKeyInfo: key.publicKey.derRepresentation) }

    /// PKCS #8, not encrypted.
    var pem: [UInt8] { Array(key.pemRepresentation.utf8) }
}
