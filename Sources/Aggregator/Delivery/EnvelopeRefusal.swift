internal import Reports
internal import Store

/// Why one envelope of a delivery is refused for good, in a fixed word and a sentence.
enum EnvelopeRefusal: String {
    case malformed = "malformed_envelope"
    case tooLarge = "envelope_too_large"
    case wrongKind = "wrong_kind"
    case unknownAgent = "unknown_agent"
    case revoked
    case badSignature = "bad_signature"
    case badPayload = "bad_payload"
    case agentMismatch = "agent_mismatch"
    case outOfBounds = "out_of_bounds"
    case streamConflict = "stream_conflict"
    case streamEnded = "stream_ended"

    init(_ error: any Error) {
        switch error {
        case EnvelopeFailure.tooLarge: self = .tooLarge
        case EnvelopeFailure.wrongKind: self = .wrongKind
        case EnvelopeFailure.badSignature: self = .badSignature
        case EnvelopeFailure.badPayload: self = .badPayload
        case ReportFailure.anotherAgent: self = .agentMismatch
        case ReportFailure.outOfBounds: self = .outOfBounds
        default: self = .malformed
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
        case .streamEnded: "The stream was ended after two contents came under one number; begin a new stream."
        }
    }
}
