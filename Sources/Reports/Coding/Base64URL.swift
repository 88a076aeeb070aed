public import FoundationEssentials

/// Base64 with the URL-safe alphabet and no padding (RFC 4648 section 5), as JWS asks.
public enum Base64URL {
    public static func encode(_ data: Data) -> String {
        // Byte by byte: strangers send megabytes of it, and comparing letters costs a hundred times as much.
        var text = [UInt8](data.base64EncodedData())
        while text.last == UInt8(ascii: "=") { text.removeLast() }
        for index in text.indices {
            switch text[index] {
            case UInt8(ascii: "+"): text[index] = UInt8(ascii: "-")
            case UInt8(ascii: "/"): text[index] = UInt8(ascii: "_")
            default: break
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// - Returns: nil for text that is not in the alphabet, is padded, or has stray bits at its end.
    public static func decode(_ text: some StringProtocol) -> Data? { decode(Array(text.utf8)[...]) }

    /// As above, of the text's bytes.
    static func decode(_ text: ArraySlice<UInt8>) -> Data? {
        guard text.count % 4 != 1 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count * 3 / 4)
        let values = values
        var place = text.startIndex
        while place + 4 <= text.endIndex {
            let (first, second) = (values[Int(text[place])], values[Int(text[place + 1])])
            let (third, fourth) = (values[Int(text[place + 2])], values[Int(text[place + 3])])
            guard (first | second | third | fourth) < outside else { return nil }
            bytes.append(first << 2 | second >> 4)
            bytes.append(second << 4 | third >> 2)
            bytes.append(third << 6 | fourth)
            place += 4
        }
        return decode(last: text[place...], values, onto: &bytes) ? Data(bytes) : nil
    }

    /// Up to three letters. What is left over of the last one is zero in one way of writing these bytes, and in no other.
    private static func decode(last text: ArraySlice<UInt8>, _ values: [UInt8], onto bytes: inout [UInt8]) -> Bool {
        let letters = text.map { values[Int($0)] }
        guard letters.allSatisfy({ $0 < outside }) else { return false }
        switch letters.count {
        case 0: return true
        case 2:
            bytes.append(letters[0] << 2 | letters[1] >> 4)
            return letters[1] & 0b1111 == 0
        default:
            bytes.append(letters[0] << 2 | letters[1] >> 4)
            bytes.append(letters[1] << 4 | letters[2] >> 2)
            return letters[2] & 0b11 == 0
        }
    }

    /// What each byte stands for; `outside` where it is no letter of the alphabet.
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: outside, count: 256)
        let letters = [
            UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-")...UInt8(ascii: "-"),
            UInt8(ascii: "_")...UInt8(ascii: "_"),
        ]
        for (value, letter) in letters.joined().enumerated() { values[Int(letter)] = UInt8(value) }
        return values
    }()

    private static let outside: UInt8 = 64
}
