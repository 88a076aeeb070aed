internal import Crypto
internal import FoundationEssentials

/// Hashes without a key, for names that need no secrecy.
public enum Digest {
    /// The first 128 bits of SHA-256 over the parts, each closed by a zero byte, in lower-case hexadecimal.
    public static func hex128(_ parts: String...) -> String { hex128(parts) }

    /// The same over an array.
    public static func hex128(_ parts: [String]) -> String {
        var hash = SHA256()
        for part in parts {
            hash.update(data: Data(part.utf8))
            hash.update(data: Data([0]))
        }
        return Hexadecimal.encode(hash.finalize().prefix(16))
    }
}
