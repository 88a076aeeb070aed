/// The code page that spreadsheets in Russian write CSV in.
///
/// Code points: unicode.org, MAPPINGS/VENDORS/MICSFT/WINDOWS/CP1251.TXT. It has no letters for Kazakh but І: a text with bytes
/// where KZ-1048 and other national code pages put theirs is not taken for it.
enum Windows1251 {
    /// What stands in Russian texts beside letters; 0 where a byte is not expected there.
    private static let signs: [UInt8: UInt16] = [
        0x84: 0x201E, 0x85: 0x2026, 0x91: 0x2018, 0x92: 0x2019, 0x93: 0x201C, 0x94: 0x201D, 0x96: 0x2013, 0x97: 0x2014,
        0xA0: 0x00A0, 0xA7: 0x00A7, 0xA8: 0x0401, 0xAB: 0x00AB, 0xB0: 0x00B0, 0xB2: 0x0406, 0xB3: 0x0456, 0xB8: 0x0451,
        0xB9: 0x2116, 0xBB: 0x00BB,
    ]

    /// Whether the bytes surely are text in it: all of them have a meaning there, and the words they make are written as
    /// words are. KOI8-R has small letters where this has capitals, so its words come out as `шКОЛА`; in Latin code pages
    /// single letters with accents stand among plain ones.
    static func fits(_ bytes: [UInt8]) -> Bool {
        var lower = 0
        var upper = 0
        var strange = 0
        var before: UInt8 = 0
        for byte in bytes {
            if byte >= 0x80, byte < 0xC0, signs[byte] == nil { return false }
            if byte < 0x20, byte != 0x09, byte != 0x0A, byte != 0x0D { return false }
            if byte >= 0xE0 { lower += 1 } else if byte >= 0xC0 { upper += 1 }
            if byte >= 0xC0, byte < 0xE0, before >= 0xE0 { strange += 1 }
            if (byte >= 0xC0 && isLatin(before)) || (before >= 0xC0 && isLatin(byte)) { strange += 1 }
            before = byte
        }
        // Texts all in capitals could be small letters of KOI8-R.
        return lower > upper && strange * 50 <= lower + upper
    }

    static func utf8(of bytes: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count * 2)
        for byte in bytes {
            if byte < 0x80 {
                text.append(byte)
                continue
            }
            let point = byte >= 0xC0 ? 0x0410 + UInt16(byte - 0xC0) : signs[byte] ?? 0xFFFD
            text.append(contentsOf: String(decoding: [point], as: UTF16.self).utf8)
        }
        return text
    }

    private static func isLatin(_ byte: UInt8) -> Bool {
        (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
}
