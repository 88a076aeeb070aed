/// An address on this server: a path, and what is asked of it. Links are made of these, so that names of anything can stand in
/// them.
public struct Address: Sendable, Equatable {
    public var path: String
    public var values: [(name: String, value: String)]

    public init(_ path: String, _ values: [(name: String, value: String)] = []) {
        let parts = path.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        self.path = String(parts[0])
        self.values = parts.count == 2 ? Self.values(of: parts[1]) + values : values
    }

    public static func == (first: Address, second: Address) -> Bool { first.text == second.text }

    /// With another value of a name, or without it.
    public func setting(_ name: String, _ value: String?) -> Address {
        var changed = self
        changed.values.removeAll { $0.name == name }
        if let value { changed.values.append((name, value)) }
        return changed
    }

    public subscript(name: String) -> String? { values.first { $0.name == name }?.value }

    public var text: String {
        guard !values.isEmpty else { return path }
        return path + "?"
            + values.map { "\(Self.encoded($0.name))=\(Self.encoded($0.value))" }.joined(separator: "&")
    }

    /// What stands behind the question mark, as forms write it (WHATWG URL, 5.1). What cannot be decoded is left out.
    public static func values(of query: some StringProtocol) -> [(name: String, value: String)] {
        query.split(separator: "&").compactMap { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = decoded(parts[0]), let value = decoded(parts.count == 2 ? parts[1] : "") else {
                return nil
            }
            return (name, value)
        }
    }

    /// Every byte but RFC 3986's unreserved ones.
    public static func encoded(_ text: String) -> String {
        var encoded = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                encoded += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return encoded
    }

    /// A plus is a space; nil for a broken escape or what is no UTF-8.
    public static func decoded(_ text: some StringProtocol) -> String? {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
                continue
            }
            guard rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else {
                return nil
            }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
