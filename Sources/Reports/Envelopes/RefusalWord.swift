/// The fixed words by which an aggregator refuses, and on which agents act: `ErrorResponse.error`, `RefusedEnvelope.error`.
///
/// A raw value never changes once released; a word that a reader does not know is a refusal all the same.
public enum RefusalWord: String, Sendable, CaseIterable {
    // Of an enrolment.
    case unknownCode = "unknown_code"
    case codeExpired = "code_expired"
    case codeUsedUp = "code_used_up"
    case codeRevoked = "code_revoked"
    /// Also of a delivery: the region wants nothing of this agent any more.
    case revoked
    /// Of a delivery: enrolled beyond the expected number; the agent keeps everything and asks again.
    case waitingForApproval = "waiting_for_approval"
    /// Comes with HTTP 429 and `Retry-After`.
    case tooManyAttempts = "too_many_attempts"

    // Of a whole request.
    case unknownAgent = "unknown_agent"
    case badEnvelope = "bad_envelope"
    case badSignature = "bad_signature"
    case outOfBounds = "out_of_bounds"
    case bodyTooLarge = "body_too_large"
    /// Comes with HTTP 429 and `Retry-After`: the agent has sent as much as a day may bring; it keeps the rest until then.
    case overBudget = "over_budget"

    // Of one envelope in a delivery.
    case malformedEnvelope = "malformed_envelope"
    case envelopeTooLarge = "envelope_too_large"
    case wrongKind = "wrong_kind"
    case badPayload = "bad_payload"
    case agentMismatch = "agent_mismatch"
    /// The number is held with other content.
    case streamConflict = "stream_conflict"
    /// The stream was ended, after such a conflict or because its numbers had more gaps than are kept account of.
    case streamEnded = "stream_ended"
    /// Its number would be one gap too many to keep account of: said by early regions; those of today end the stream.
    case tooManyRanges = "too_many_ranges"

    /// Whether the stream is at fault and not what was sent, which may come again in another stream.
    public var endsStream: Bool { self == .streamConflict || self == .streamEnded }
}
