internal import Crypto
public import FoundationEssentials

/// Hashes keyed per region (HMAC-SHA-256): the same serial hashes alike within a region and means nothing outside it.
public struct RegionHash: Sendable {
    private let key: SymmetricKey

    /// - Parameter key: 32 random bytes, the region's `hash_key`.
    public init(key: Data) {
        self.key = SymmetricKey(data: key)
    }

    /// 128 bits in lower-case hexadecimal.
    /// - Parameter purpose: keeps hashes of different things apart, such as `serial` or `mac`.
    public func callAsFunction(_ text: String, purpose: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: Data("\(purpose)\u{0}\(text)".utf8), using: key)
        return Hexadecimal.encode(code.prefix(16))
    }
}
