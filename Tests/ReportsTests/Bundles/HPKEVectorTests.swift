import Crypto
import FoundationEssentials
import Testing

@testable import Reports

/// RFC 9180, appendix A.2.1: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20Poly1305, base mode.
@Suite("HPKE, by the figures of RFC 9180")
struct HPKEVectorTests {
    private static let recipientKey = "8057991eef8f1f1af18f4a9491d16a1ce333f695d4db8e38da75975c4478e0fb"
    private static let publicKey = "4310ee97d88cc1f088a5576c77ab0cf5c3ac797f3d95139c6c84b5429c59662a"
    private static let encapsulated = "1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a"
    private static let info = "4f6465206f6e2061204772656369616e2055726e"
    private static let plain = "4265617574792069732074727574682c20747275746820626561757479"
    /// `aad` and `ct` of sequence numbers 0, 1 and 2.
    private static let sealed = [
        (
            "436f756e742d30",
            "1c5250d8034ec2b784ba2cfd69dbdb8af406cfe3ff938e131f0def8c8b60b4db21993c62ce81883d2dd1b51a28"
        ),
        (
            "436f756e742d31",
            "6b53c051e4199c518de79594e1c4ab18b96f081549d45ce015be002090bb119e85285337cc95ba5f59992dc98c"
        ),
        (
            "436f756e742d32",
            "71146bd6795ccc9c49ce25dda112a48f202ad220559502cef1f34271e0cb4b02b4f10ecac6f48c32f878fae86b"
        ),
    ]

    @Test("our suite and key open what the RFC sealed")
    func opens() throws {
        let key = try SealingKey(rawRepresentation: Self.bytes(Self.recipientKey))
        #expect(key.publicKey.rawRepresentation == Self.bytes(Self.publicKey))
        var recipient = try HPKE.Recipient(
            privateKey: key.key, ciphersuite: SealedFormat.suite, info: Self.bytes(Self.info),
            encapsulatedKey: Self.bytes(Self.encapsulated))
        for (beside, text) in Self.sealed {
            let plain = try recipient.open(Self.bytes(text), authenticating: Self.bytes(beside))
            #expect(plain == Self.bytes(Self.plain))
        }
    }

    private static func bytes(_ hexadecimal: String) -> Data {
        let digits = hexadecimal.compactMap(\.hexDigitValue)
        return Data(stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) })
    }
}
