internal import Crypto
public import FoundationEssentials

/// An agent's name: the first 128 bits of the SHA-256 of its public key, in lower-case hexadecimal.
public struct AgentID: Sendable, Hashable, CustomStringConvertible {
    public let text: String

    public init(publicKey: Data) {
        text = Hexadecimal.encode(SHA256.hash(data: publicKey).prefix(16))
    }

    /// - Returns: nil unless `text` is 32 lower-case hexadecimal digits.
    public init?(_ text: String) {
        guard text.utf8.count == 32, text.utf8.allSatisfy(Self.isDigit) else { return nil }
        self.text = text
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): true
        default: false
        }
    }

    public var description: String { text }
}

extension AgentID: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let id = AgentID(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an agent id")
        }
        self = id
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
