internal import Crypto
public import FoundationEssentials

/// Writes and checks line test tokens with the region's secret.
///
/// A token's text is `pt1.FIELDS.MAC`, both parts base64url without padding, the MAC HMAC-SHA-256 over a purpose and what
/// stands before it: fit for a query as it is.
public struct LineTestTokenKey: Sendable {
    /// Longer text is not looked at. A lease id of up to 200 bytes stays below it.
    public static let lengthLimit = 512
    private static let version = "pt1"

    private let key: SymmetricKey

    /// - Parameter key: 32 random bytes that never leave the region.
    public init(key: Data) {
        self.key = SymmetricKey(data: key)
    }

    /// The token as it goes into a lease, and from there into the query as `access_token`.
    public func seal(_ token: LineTestToken) -> String {
        let fields = Base64URL.encode(Data(token.fields.utf8))
        let mac = HMAC<SHA256>.authenticationCode(for: Self.signed(fields), using: key)
        return "\(Self.version).\(fields).\(Base64URL.encode(Data(mac)))"
    }

    /// Reads a token that the region wrote and that has not expired. The MAC is checked before anything is parsed.
    public func open(_ text: String, at now: Date) throws(LineTestToken.Failure) -> LineTestToken {
        guard text.utf8.count <= Self.lengthLimit else { throw .malformed }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == Self.version, let mac = Base64URL.decode(parts[2]) else {
            throw .malformed
        }
        guard HMAC<SHA256>.isValidAuthenticationCode(mac, authenticating: Self.signed(parts[1]), using: key) else {
            throw .wrongMAC
        }
        guard let bytes = Base64URL.decode(parts[1]), let fields = String(validating: bytes, as: UTF8.self),
            let token = LineTestToken(fields: fields)
        else { throw .malformed }
        guard now < token.expires else { throw .expired }
        return token
    }

    /// The purpose keeps another HMAC under the same secret from passing as a token.
    private static func signed(_ fields: some StringProtocol) -> Data {
        Data("line-test-token\u{0}\(version).\(fields)".utf8)
    }
}
