internal import Crypto
public import FoundationEssentials

/// The code a technician types: 30 base32 characters in groups of five.
///
/// 150 bits: 90 of the region key's SHA-256 (so that the agent knows whom it talks to), 50 of secret, 10 of check (so that a
/// typing error is told apart from a refusal). School, uses and expiry stay on the server.
public struct EnrollmentCode: Sendable, Equatable {
    public static let length = 30
    static let fingerprintBits = 90
    static let secretBits = 50

    /// The code's 30 five-bit values.
    private let values: [UInt8]

    /// - Parameter secret: at least 7 random bytes, of which 50 bits are used.
    public init(regionKey: VerifyingKey, secret: Data) {
        precondition(secret.count >= 7, "an enrolment secret has 50 bits")
        let content =
            EnrollmentCode.bits(of: regionKey.fingerprint, count: Self.fingerprintBits)
            + EnrollmentCode.bits(of: secret, count: Self.secretBits)
        values = content + Self.check(content)
    }

    /// Reads a code as typed: any case, any grouping, Cyrillic look-alikes.
    public init(_ text: String) throws(EnrollmentCodeFailure) {
        let values: [UInt8]
        do {
            values = try Base32.values(of: text)
        } catch {
            throw .unknownCharacter(error.character)
        }
        guard values.count == Self.length else { throw .wrongLength(values.count) }
        let content = Array(values.dropLast(2))
        guard Self.check(content) == Array(values.suffix(2)) else { throw .mistyped }
        self.values = values
    }

    /// As printed: six groups of five.
    public var text: String {
        stride(from: 0, to: values.count, by: 5).map { Base32.text(of: values[$0..<$0 + 5]) }.joined(separator: "-")
    }

    /// What the server stores a keyed hash of: ten characters.
    public var secret: String { Base32.text(of: values[18..<28]) }

    /// Whether the code was made for the region that holds `key`.
    public func isFor(_ key: VerifyingKey) -> Bool {
        Array(values[0..<18]) == Self.bits(of: key.fingerprint, count: Self.fingerprintBits)
    }

    private static func check(_ content: [UInt8]) -> [UInt8] {
        bits(of: Data(SHA256.hash(data: Data("parta-enrollment".utf8) + Data(content))), count: 10)
    }

    /// The first `count` bits of `data` in groups of five.
    private static func bits(of data: Data, count: Int) -> [UInt8] {
        let bytes = [UInt8](data)
        var values: [UInt8] = []
        for start in stride(from: 0, to: count, by: 5) {
            var value: UInt8 = 0
            for bit in start..<start + 5 {
                let shift = UInt8(7 - bit % 8)
                value = value << 1 | (bytes[bit / 8] >> shift & 1)
            }
            values.append(value)
        }
        return values
    }
}

/// Why what was typed is no enrolment code.
public enum EnrollmentCodeFailure: Error, Equatable, CustomStringConvertible {
    case unknownCharacter(Character)
    case wrongLength(Int)
    case mistyped

    public var description: String {
        switch self {
        case .unknownCharacter(let character):
            "the enrolment code has no character \"\(character)\": it is made of digits and Latin letters"
        case .wrongLength(let length):
            "the enrolment code has \(EnrollmentCode.length) characters in six groups of five, not \(length)"
        case .mistyped:
            "the enrolment code was mistyped: its check characters do not fit; compare it group by group"
        }
    }
}
