internal import Crypto
public import FoundationEssentials
internal import Reports

/// The token that a reader shows: 256 random bits, of which the store keeps the SHA-256 alone.
///
/// So many bits cannot be guessed, which is what a salt and a slow hash are for where people choose passwords. A lookup by
/// hash takes a time that depends on the hash, which nobody can steer: there is nothing to compare in constant time.
public struct ReaderSecret: Sendable {
    /// Lets scanners of leaked secrets know one, and people what it is for.
    static let prefix = "parta_"
    static let bytes = 32

    /// To be shown once.
    public let text: String

    /// A new one, of the system's random numbers.
    public init() {
        text = Self.prefix + Base64URL.encode(Data(randomBytes: Self.bytes))
    }

    /// - Returns: nil for what never was a token: it is not looked up.
    init?(_ text: String) {
        guard text.hasPrefix(Self.prefix), let bytes = Base64URL.decode(String(text.dropFirst(Self.prefix.count))),
            bytes.count == Self.bytes
        else { return nil }
        self.text = text
    }

    public var hash: Data { Data(SHA256.hash(data: Data(text.utf8))) }
}
