public import FoundationEssentials

/// Base64 with the URL-safe alphabet and no padding (RFC 4648 section 5), as JWS asks.
public enum Base64URL {
    public static func encode(_ data: Data) -> String {
        var text = data.base64EncodedString()
        text.replace("+", with: "-")
        text.replace("/", with: "_")
        while text.hasSuffix("=") { text.removeLast() }
        return text
    }

    /// - Returns: nil for text that is not in the alphabet, is padded, or has stray bits at its end.
    public static func decode(_ text: some StringProtocol) -> Data? {
        guard text.utf8.allSatisfy(isInAlphabet), text.utf8.count % 4 != 1 else { return nil }
        var padded = String(text)
        padded.replace("-", with: "+")
        padded.replace("_", with: "/")
        padded += String(repeating: "=", count: (4 - padded.utf8.count % 4) % 4)
        guard let data = Data(base64Encoded: padded), encode(data) == text else { return nil }
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
