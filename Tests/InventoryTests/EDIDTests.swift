import Inventory
import Testing

/// A display as its maker describes it, and what we must read.
struct EDIDCase: CustomTestStringConvertible, Sendable {
    var title: String
    var bytes: [UInt8]
    var expected: EDID
    var testDescription: String { title }

    static let all: [EDIDCase] = [
        EDIDCase(
            title: "65-inch Samsung panel",
            bytes: EDIDBuilder(serial: "0KLAHNTW300412").bytes,
            expected: EDID(
                makerID: "SAM", productCode: 0x7A31, serialNumber: "0KLAHNTW30041", name: "QMB65", year: 2023,
                widthCm: 143, heightCm: 80, diagonalInches: 64.5, widthPixels: 3840, heightPixels: 2160
            )
        ),
        EDIDCase(
            title: "86-inch LG panel whose modes are in the CTA-861 block only",
            bytes: EDIDBuilder(
                maker: "GSM", product: 0xC0A3, numericSerial: 304_117, year: 2022, widthCm: 190, heightCm: 107,
                name: "86TR3DK", timing: nil,
                extensions: [EDIDBuilder.ctaBlock(videoCodes: [97, 0x90, 4])]
            ).bytes,
            expected: EDID(
                makerID: "GSM", productCode: 0xC0A3, serialNumber: "304117", name: "86TR3DK", year: 2022,
                widthCm: 190, heightCm: 107, diagonalInches: 85.8, widthPixels: 3840, heightPixels: 2160
            )
        ),
        EDIDCase(
            title: "24-inch Dell monitor with a CTA-861 block",
            bytes: EDIDBuilder(
                maker: "DEL", product: 0xA0D9, numericSerial: 0x3033_314C, year: 2019, widthCm: 53, heightCm: 30,
                name: "DELL P2419H", serial: "7LR2M13", timing: (1920, 1080, 527, 296),
                extensions: [EDIDBuilder.ctaBlock(timings: [EDIDBuilder.timing(1280, 720, 527, 296)])]
            ).bytes,
            expected: EDID(
                makerID: "DEL", productCode: 0xA0D9, serialNumber: "7LR2M13", name: "DELL P2419H", year: 2019,
                widthCm: 53, heightCm: 30, diagonalInches: 23.8, widthPixels: 1920, heightPixels: 1080
            )
        ),
        EDIDCase(
            title: "projector: no size",
            bytes: EDIDBuilder(
                maker: "SEC", product: 0xA821, year: 2018, widthCm: 0, heightCm: 0, name: "EPSON PJ",
                timing: (1280, 800, 0, 0)
            ).bytes,
            expected: EDID(
                makerID: "SEC", productCode: 0xA821, name: "EPSON PJ", year: 2018, widthPixels: 1280,
                heightPixels: 800
            )
        ),
        EDIDCase(
            title: "television whose size is an aspect ratio",
            bytes: EDIDBuilder(
                maker: "GSM", product: 1, numericSerial: 0x0101_0101, widthCm: 160, heightCm: 90, name: "LG TV",
                timing: (1920, 1080, 1600, 900)
            ).bytes,
            expected: EDID(
                makerID: "GSM", productCode: 1, name: "LG TV", year: 2023, widthPixels: 1920, heightPixels: 1080,
                warnings: [.sizeIsAspectRatio]
            )
        ),
        EDIDCase(
            title: "control characters and an escape sequence in the name",
            bytes: EDIDBuilder(name: "\u{1B}[31mTV\u{7}é").bytes,
            expected: EDID(
                makerID: "SAM", productCode: 0x7A31, name: "[31mTV", year: 2023, widthCm: 143, heightCm: 80,
                diagonalInches: 64.5, widthPixels: 3840, heightPixels: 2160
            )
        ),
    ]
}

@Suite struct EDIDTests {
    @Test(arguments: EDIDCase.all) func readsWhatTheMakerWrote(_ sample: EDIDCase) throws {
        #expect(try EDID.parse(sample.bytes) == sample.expected)
    }

    @Test func emptyInputIsNamed() {
        #expect(throws: EDIDFailure.empty) { try EDID.parse([]) }
    }

    @Test func blocksOfOnesOrZeroesAreNoEDID() {
        #expect(throws: EDIDFailure.wrongHeader) { try EDID.parse([UInt8](repeating: 0xFF, count: 128)) }
        #expect(throws: EDIDFailure.wrongHeader) { try EDID.parse([UInt8](repeating: 0xFF, count: 256)) }
        #expect(throws: EDIDFailure.wrongHeader) { try EDID.parse([UInt8](repeating: 0, count: 128)) }
    }

    @Test func everyTruncationOfTheBaseBlockIsNamed() {
        let whole = EDIDBuilder().bytes
        for count in 1..<128 {
            #expect(throws: EDIDFailure.truncated(byteCount: count)) { try EDID.parse(Array(whole.prefix(count))) }
        }
    }

    @Test func everyTruncationOfAnExtensionLeavesTheBaseBlock() throws {
        let whole = EDIDBuilder(extensions: [EDIDBuilder.ctaBlock(videoCodes: [97])]).bytes
        for count in 128..<256 {
            let edid = try EDID.parse(Array(whole.prefix(count)))
            #expect(edid.name == "QMB65")
            #expect(edid.warnings == [.extensionsMissing(announced: 1, present: 0)])
        }
    }

    /// A checksum finds every change of one byte, so none may be read as a display.
    @Test func everyCorruptedByteOfTheBaseBlockIsRefused() {
        let whole = EDIDBuilder().bytes
        for index in whole.indices {
            for change in 1...255 as ClosedRange<UInt8> {
                var bytes = whole
                bytes[index] &+= change
                let expected: EDIDFailure = index < 8 ? .wrongHeader : .wrongChecksum
                guard (try? EDID.parse(bytes)) == nil else {
                    Issue.record("byte \(index) changed by \(change) was believed")
                    continue
                }
                if change == 1 { #expect(throws: expected) { try EDID.parse(bytes) } }
            }
        }
    }

    @Test func everyCorruptedByteOfAnExtensionLeavesTheBaseBlock() throws {
        let whole = EDIDBuilder(timing: nil, extensions: [EDIDBuilder.ctaBlock(videoCodes: [97])]).bytes
        for index in 128..<256 {
            var bytes = whole
            bytes[index] ^= 0x55
            let edid = try EDID.parse(bytes)
            #expect(edid.warnings == [.extensionChecksum(block: 1)])
            #expect(edid.diagonalInches != nil && edid.widthPixels == nil)
        }
    }

    @Test func anExtensionPointingOutsideItselfIsMalformed() throws {
        for (offset, value) in [(2, 3), (2, 200), (4, 0x5F)] as [(Int, UInt8)] {
            var block = EDIDBuilder.ctaBlock(videoCodes: [97])
            block[offset] = value
            let edid = try EDID.parse(EDIDBuilder(extensions: [EDIDBuilder.closing(block)]).bytes)
            #expect(edid.warnings == [.extensionMalformed(block: 1)], "byte \(offset) = \(value)")
        }
    }

    @Test func aMakerThatIsNotLettersIsMarked() throws {
        let edid = try EDID.parse(EDIDBuilder(maker: "A@[").bytes)
        #expect(edid.makerID == "A__")
        #expect(edid.warnings == [.makerNotLetters])
    }

    /// Random contents with a right header and checksums: nothing crashes and every value stays within its bounds.
    @Test func randomContentsStayWithinBounds() throws {
        var random = SplitMix64(state: 0x5EED)
        for _ in 0..<3_000 {
            var base = (0..<128).map { _ in UInt8.random(in: 0...255, using: &random) }
            base.replaceSubrange(0..<8, with: [0x00, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x00])
            base[126] = 1
            var block = (0..<128).map { _ in UInt8.random(in: 0...255, using: &random) }
            block[0] = 0x02
            let edid = try EDID.parse(EDIDBuilder.closing(base) + EDIDBuilder.closing(block))
            #expect(edid.makerID.utf8.count == 3)
            for text in [edid.name, edid.serialNumber].compactMap(\.self) {
                #expect((1...13).contains(text.utf8.count) && text.utf8.allSatisfy { (0x20...0x7E).contains($0) })
            }
            #expect((edid.widthCm ?? 1) > 0 && (edid.heightCm ?? 1) > 0)
            #expect((edid.diagonalInches ?? 1) < 200)
            #expect((edid.widthPixels ?? 1) > 0 && (edid.heightPixels ?? 1) > 0)
        }
    }
}

/// A small seeded generator (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
private struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
