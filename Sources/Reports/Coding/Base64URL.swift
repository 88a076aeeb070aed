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
    public static func decode(_ text: some StringProtocol) -> Data? {
        var padded = [UInt8](text.utf8)
        guard padded.allSatisfy(isInAlphabet), padded.count % 4 != 1 else { return nil }
        for index in padded.indices {
            switch padded[index] {
            case UInt8(ascii: "-"): padded[index] = UInt8(ascii: "+")
            case UInt8(ascii: "_"): padded[index] = UInt8(ascii: "/")
            default: break
            }
        }
        padded += repeatElement(UInt8(ascii: "="), count: (4 - padded.count % 4) % 4)
        guard let data = Data(base64Encoded: Data(padded)), encode(data).utf8.elementsEqual(text.utf8) else {
            return nil
        }
        return data
    }

    private static func isInAlphabet(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"): true
        default: false
        }
    }
}
