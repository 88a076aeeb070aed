internal import Crypto
internal import FoundationEssentials

/// A kind of file that only the holder of one key can read: a bundle of reports, a backup of a region.
///
///     NAME 1\n
///     {"created":TIME,"enc":BASE64URL,"key":HEX}\n
///     ( length: 4 bytes, big-endian, the top bit set in the last chunk | sealed chunk )+
///
/// Chunks are sealed by HPKE (RFC 9180) in base mode; what is authenticated beside each is the two lines of the header, the
/// chunk's number (8 bytes, big-endian, from 0) and whether it is the last (1 byte), so that a chunk that is changed, moved,
/// left out or put in shows, and so does an end that is missing.
public struct SealedFormat: Sendable, Equatable {
    /// What every version of the format begins with, without the blank that follows.
    public let name: String
    /// What the key is derived for: the key of a file of one kind opens none of another.
    public let info: String
    /// The whole plain text, in bytes.
    public let limitBytes: Int

    /// - Parameters:
    ///   - name: capitals and hyphens.
    ///   - info: unlike any other kind's.
    public init(name: String, info: String, limitBytes: Int) {
        self.name = name
        self.info = info
        self.limitBytes = limitBytes
    }

    var magic: String { "\(name) 1" }
    var family: String { "\(name) " }
    var derivationInfo: Data { Data(info.utf8) }

    /// The first two lines together, in bytes.
    public static let headerLimitBytes = 1_024
    /// What a chunk holds at most before it is sealed, in bytes.
    public static let chunkBytes = 262_144
    /// The tag of ChaCha20-Poly1305 (RFC 8439), in bytes.
    static let tagBytes = 16
    static let lastMark: UInt32 = 0x8000_0000

    static var suite: HPKE.Ciphersuite {
        HPKE.Ciphersuite(kem: .Curve25519_HKDF_SHA256, kdf: .HKDF_SHA256, aead: .chaChaPoly)
    }

    /// How large a file may be, in bytes: the plain text, and what each chunk adds.
    public var fileLimitBytes: Int {
        limitBytes + (limitBytes / Self.chunkBytes + 1) * (Self.tagBytes + 4) + Self.headerLimitBytes
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
struct SealedHeader: Codable {
    /// By the computer's clock, which may be wrong: for people only.
    var created: Date
    /// HPKE's encapsulated key, base64url.
    var enc: String
    /// `SealingPublicKey.id`.
    var key: String
}
