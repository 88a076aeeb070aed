/// The query of a test's URL, under NDT7's rules: at most 4096 bytes, no key twice, no empty value.
///
/// Source: the NDT7 specification's "Requirements for non-interactive clients" and the reference server's checks.
enum QueryString {
    static let limitBytes = 4096

    /// Why a query was refused.
    enum Failure: Error, Equatable, CustomStringConvertible {
        case tooLong
        case badEscape
        case duplicateKey(String)
        case emptyValue(String)

        var description: String {
            switch self {
            case .tooLong: "the query is longer than \(limitBytes) bytes"
            case .badEscape: "the query holds a broken percent escape, or one that is not UTF-8"
            case .duplicateKey(let key): "the query names \(key) twice"
            case .emptyValue(let key): "the query has no value for \(key)"
            }
        }
    }

    static func parse(_ text: some StringProtocol) throws(Failure) -> [String: String] {
        guard text.utf8.count <= limitBytes else { throw .tooLong }
        var parameters: [String: String] = [:]
        for item in text.split(separator: "&") {
            let parts = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let key = unescape(parts[0]), let value = unescape(parts.count == 2 ? parts[1] : "") else {
                throw .badEscape
            }
            guard !value.isEmpty else { throw .emptyValue(key) }
            guard parameters.updateValue(value, forKey: key) == nil else { throw .duplicateKey(key) }
        }
        return parameters
    }

    /// - Parameter items: those with an empty value are left out.
    static func make(_ items: [(key: String, value: String)]) -> String {
        items.filter { !$0.value.isEmpty }.map { escape($0.key) + "=" + escape($0.value) }.joined(separator: "&")
    }

    private static func unescape(_ text: some StringProtocol) -> String? {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit) else {
                    return nil
                }
                bytes.append(high << 4 | low)
            default: bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        Character(UnicodeScalar(byte)).hexDigitValue.map(UInt8.init)
    }

    /// Leaves RFC 3986's unreserved characters as they are.
    private static func escape(_ text: String) -> String {
        var escaped = ""
        for byte in text.utf8 {
            let character = Character(UnicodeScalar(byte))
            if byte < 0x80, character.isLetter || character.isNumber || "-._~".contains(character) {
                escaped.append(character)
            } else {
                escaped += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return escaped
    }
}
