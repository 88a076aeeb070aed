import FoundationEssentials
import Testing

@testable import Reports

@Suite("Enrolment codes")
struct EnrollmentCodeTests {
    let region = SigningKey()
    let secret = Data([0xfe, 0xdc, 0xba, 0x98, 0x76, 0x54, 0x32])

    @Test("thirty characters in six groups of five, read back as printed")
    func roundTrip() throws {
        let code = EnrollmentCode(regionKey: region.publicKey, secret: secret)
        let groups = code.text.split(separator: "-")
        #expect(groups.count == 6 && groups.allSatisfy { $0.count == 5 })
        #expect(try EnrollmentCode(code.text) == code)
        #expect(code.secret.count == 10)
    }

    @Test("a code knows its region and no other")
    func regions() {
        let code = EnrollmentCode(regionKey: region.publicKey, secret: secret)
        #expect(code.isFor(region.publicKey))
        #expect(!code.isFor(SigningKey().publicKey))
    }

    @Test("every single mistyped character is noticed")
    func mistyped() throws {
        let text = EnrollmentCode(regionKey: region.publicKey, secret: secret).text
        var noticed = 0
        var tried = 0
        for index in text.indices where text[index] != "-" {
            for other in Base32.alphabet where other != text[index] {
                var wrong = text
                wrong.replaceSubrange(index...index, with: String(other))
                tried += 1
                if (try? EnrollmentCode(wrong)) == nil { noticed += 1 }
            }
        }
        // Ten check bits let one in 1,024 pass; the server's secret still refuses those.
        #expect(tried == 30 * 31)
        #expect(noticed >= tried - 6)
    }

    @Test("case, spaces, look-alike digits and a Cyrillic keyboard are forgiven")
    func forgiving() throws {
        #expect(try Base32.values(of: "o0 iI-lL1") == [0, 0, 1, 1, 1, 1, 1])
        #expect(try Base32.values(of: "АВЕКМНОРСТХУ") == Base32.values(of: "ABEKMH0PCTXY"))
        #expect(try Base32.values(of: "авекмнорстху") == Base32.values(of: "abekmh0pctxy"))
        let code = EnrollmentCode(regionKey: region.publicKey, secret: secret)
        let typed = code.text.lowercased().replacing("-", with: " ").replacing("e", with: "е").replacing("0", with: "О")
        #expect(try EnrollmentCode(typed) == code)
    }

    @Test(
        "what is no code says why",
        arguments: [
            ("", EnrollmentCodeFailure.wrongLength(0)), ("ABCDE-FGH", .wrongLength(8)),
            ("ЖЖЖЖЖ", .unknownCharacter("Ж")), ("ABCDE/FGH", .unknownCharacter("/")),
            (String(repeating: "A", count: 30), .mistyped), (String(repeating: "A", count: 31), .wrongLength(31)),
        ])
    func failures(text: String, failure: EnrollmentCodeFailure) {
        #expect(throws: failure) { try EnrollmentCode(text) }
    }
}
