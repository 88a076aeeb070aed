internal import Reports
internal import Store

/// Why one envelope of a delivery is refused for good, in a fixed word and a sentence.
enum EnvelopeRefusal: Error {
    case malformed
    case tooLarge
    case wrongKind
    case unknownAgent
    case revoked
    case badSignature
    case badPayload
    case agentMismatch
    case outOfBounds
    case streamConflict
    case streamEnded

    init(_ error: any Error) {
        switch error {
        case EnvelopeFailure.tooLarge: self = .tooLarge
        case EnvelopeFailure.wrongKind: self = .wrongKind
        case EnvelopeFailure.badSignature: self = .badSignature
        case EnvelopeFailure.badPayload: self = .badPayload
        case EnvelopeFailure.outOfBounds: self = .outOfBounds
        case ReportFailure.anotherAgent: self = .agentMismatch
        case ReportFailure.outOfBounds: self = .outOfBounds
        default: self = .malformed
        }
    }

    var word: RefusalWord {
        switch self {
        case .malformed: .malformedEnvelope
        case .tooLarge: .envelopeTooLarge
        case .wrongKind: .wrongKind
        case .unknownAgent: .unknownAgent
        case .revoked: .revoked
        case .badSignature: .badSignature
        case .badPayload: .badPayload
        case .agentMismatch: .agentMismatch
        case .outOfBounds: .outOfBounds
        case .streamConflict: .streamConflict
        case .streamEnded: .streamEnded
        }
    }

    var message: String {
        switch self {
        case .malformed: "The line is not an envelope."
        case .tooLarge: "The envelope is larger than is allowed."
        case .wrongKind: "The envelope was not signed as a report."
        case .unknownAgent: "The envelope's agent is not enrolled here."
        case .revoked: "The envelope's agent was revoked."
        case .badSignature: "The envelope's signature does not fit its agent's key."
        case .badPayload: "The envelope's content is not a report."
        case .agentMismatch: "The report names another agent than the one that signed it."
        case .outOfBounds: "The report holds more, or longer texts, than is allowed."
        case .streamConflict: "The number is held with other content; both are kept, and the stream is ended."
        case .streamEnded:
            "The stream was ended, for two contents under one number or for more gaps than are kept account of; begin "
                + "a new stream."
        }
    }
}
