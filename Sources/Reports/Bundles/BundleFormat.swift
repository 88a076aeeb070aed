internal import Crypto
internal import FoundationEssentials

/// What a bundle looks like: a file of a school's envelopes that only its region can read.
///
///     PARTA-BUNDLE 1\n
///     {"created":TIME,"enc":BASE64URL,"key":HEX}\n
///     ( length: 4 bytes, big-endian, the top bit set in the last chunk | sealed chunk )+
///
/// Chunks are sealed by HPKE (RFC 9180) in base mode; what is authenticated beside each is the two lines of the header, the
/// chunk's number (8 bytes, big-endian, from 0) and whether it is the last (1 byte), so that a chunk that is changed, moved,
/// left out or put in shows, and so does an end that is missing. The plain text is lines: the manifest, then envelopes.
public enum BundleFormat {
    static let magic = "PARTA-BUNDLE 1"
    /// What every version of the format begins with.
    static let family = "PARTA-BUNDLE "
    /// The first two lines together, in bytes.
    static let headerLimitBytes = 1_024
    /// What a chunk holds at most before it is sealed, in bytes.
    public static let chunkBytes = 262_144
    /// The tag of ChaCha20-Poly1305 (RFC 8439), in bytes.
    static let tagBytes = 16
    /// The manifest with its enrolment and receipt, in bytes.
    static let manifestLimitBytes = 65_536
    /// The whole plain text, in bytes: twice what an outbox holds.
    public static let limitBytes = 536_870_912
    /// How large a bundle file may be, in bytes: the plain text, and what each chunk adds.
    public static let fileLimitBytes = limitBytes + (limitBytes / chunkBytes + 1) * (tagBytes + 4) + headerLimitBytes

    static let lastMark: UInt32 = 0x8000_0000

    static var suite: HPKE.Ciphersuite {
        HPKE.Ciphersuite(kem: .Curve25519_HKDF_SHA256, kdf: .HKDF_SHA256, aead: .chaChaPoly)
    }

    /// What the key is derived for: a bundle's key opens nothing else.
    static let info = Data("parta-bundle-1".utf8)

    /// Whether a line may be an envelope: visible ASCII, not more than an envelope holds.
    static func canBeEnvelope(_ line: some Collection<UInt8>) -> Bool {
        !line.isEmpty && line.count <= Envelope.limitBytes && line.allSatisfy { $0 > 0x20 && $0 < 0x7f }
    }

    /// What is authenticated beside a chunk.
    static func authenticated(header: Data, number: UInt64, isLast: Bool) -> Data {
        var data = header
        withUnsafeBytes(of: number.bigEndian) { data.append(contentsOf: $0) }
        data.append(isLast ? 1 : 0)
        return data
    }
}

/// The header's second line.
struct BundleHeader: Codable {
    /// By the computer's clock, which may be wrong: for people only.
    var created: Date
    /// HPKE's encapsulated key, base64url.
    var enc: String
    /// `SealingPublicKey.id`.
    var key: String
}
