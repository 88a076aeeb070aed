/// Why an enrolment request is refused.
public enum AdmissionRefusal: Error, Sendable, Equatable, CaseIterable {
    case unknownCode
    case codeExpired
    case codeUsedUp
    case codeRevoked
    case revoked
    /// The receipt is not this region's, or another agent's.
    case badReceipt
    /// The receipt's school is not in the registry.
    case unknownSchool
    case malformed
    case badSignature
    case tooLarge
    case outOfBounds

    /// Whether it may be a guess, and is counted as one; nobody guesses a receipt's signature.
    var isGuess: Bool { self == .unknownCode }

    /// The fixed word for programs, as in `ErrorResponse.error`; a `RefusalWord` where agents act on it.
    public var word: String { refusal.word }
    /// The sentence for people.
    public var message: String { refusal.message }

    var refusal: Refusal {
        switch self {
        case .unknownCode: .unknownCode
        case .codeExpired: .codeExpired
        case .codeUsedUp: .codeUsedUp
        case .codeRevoked: .codeRevoked
        case .revoked: .revoked
        case .badReceipt: .badReceipt
        case .unknownSchool: .unknownSchool
        case .malformed: .badEnvelope
        case .badSignature: .badSignature
        case .tooLarge: .bodyTooLarge
        case .outOfBounds: .outOfBounds
        }
    }
}
