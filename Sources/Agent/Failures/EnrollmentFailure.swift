public import Presentation
internal import Reports

/// Why this computer is not enrolled.
public struct EnrollmentFailure: ExplainedFailure, Equatable {
    public enum Code: Sendable, Equatable {
        /// No code was ever given.
        case notEnrolled
        /// The key this computer began with was another computer's: it needs a code of its own.
        case copied
        /// The enrolment file cannot be read as one.
        case badFile
        /// The enrolment file cannot be written by this user.
        case notWritable
        /// The aggregator does not know the code.
        case unknownCode
        case codeExpired
        case codeUsedUp
        case revoked
        /// Too many attempts; seconds to wait where the aggregator says so.
        case rateLimited(seconds: Int?)
        /// Who answers is not the region the code was made for.
        case wrongRegion
        /// The answer does not prove what it claims.
        case badReceipt
        /// Refused in words this version does not know.
        case refused
    }

    public var code: Code
    /// What happened.
    public var reason: String

    public init(code: Code, reason: String) {
        self.code = code
        self.reason = reason
    }

    public var description: String { "\(reason); \(advice)" }

    /// What the reader can do.
    public var advice: String {
        switch code {
        case .copied: "it reports nothing until it is enrolled with: sudo parta-agent enroll URL CODE"
        case .notEnrolled: "enrol it with: sudo parta-agent enroll URL CODE"
        case .badFile: "write it anew with: sudo parta-agent enroll URL CODE"
        case .notWritable: "run this with sudo, or choose another file with --enrollment-file"
        case .unknownCode: "compare it group by group, and check that the URL is your region's"
        case .codeExpired, .codeUsedUp: "ask your region for a new one (parta enrollment new --school ID)"
        case .revoked: "ask your region why; a new code enrols it again"
        case .rateLimited(let seconds?): "try again in \(seconds) seconds"
        case .rateLimited(nil): "try again in some minutes"
        case .wrongRegion: "do not enrol here: check the URL, and ask your region whether its key has changed"
        case .badReceipt: "tell your region; nothing was saved"
        case .refused: "ask your region"
        }
    }

    public var exitStatus: SystemExit {
        switch code {
        case .badFile: .badData
        case .rateLimited: .unavailable
        default: .noPermission
        }
    }

    /// Whether trying again with the same code may succeed.
    public var mayPass: Bool {
        if case .rateLimited = code { true } else { false }
    }

    /// Whether somebody else answered in the region's place, which says nothing of the code.
    var isOfStranger: Bool { code == .wrongRegion || code == .badReceipt }

    /// From the aggregator's words.
    init(_ answer: ErrorResponse, retryAfterSeconds: Int?) {
        let told = answer.message.asOneLine()
        switch RefusalWord(rawValue: answer.error) {
        case .unknownCode: self.init(code: .unknownCode, reason: "the aggregator does not know this enrolment code")
        case .codeExpired: self.init(code: .codeExpired, reason: "this enrolment code has expired")
        case .codeUsedUp:
            self.init(code: .codeUsedUp, reason: "this enrolment code has been used as often as it may be")
        case .revoked: self.init(code: .revoked, reason: "the region has revoked this computer (\(told))")
        case .tooManyAttempts:
            self.init(code: .rateLimited(seconds: retryAfterSeconds), reason: "too many attempts to enrol")
        default:
            self.init(code: .refused, reason: "the aggregator refused: \(told) (\(answer.error.asOneLine(limit: 40)))")
        }
    }
}
