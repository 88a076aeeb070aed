internal import Crypto
public import FoundationEssentials

/// The X25519 private key (RFC 7748) by which a region opens the bundles that are sealed to it.
public struct SealingKey: Sendable {
    let key: Curve25519.KeyAgreement.PrivateKey

    /// Makes a new key from the system's random numbers.
    public init() {
        key = Curve25519.KeyAgreement.PrivateKey()
    }

    /// - Parameter rawRepresentation: 32 bytes.
    /// - Throws: when they are not 32.
    public init(rawRepresentation: Data) throws {
        key = try Curve25519.KeyAgreement.PrivateKey(rawRepresentation: rawRepresentation)
    }

    public var rawRepresentation: Data { key.rawRepresentation }

    public var publicKey: SealingPublicKey { SealingPublicKey(key.publicKey) }
}
