internal import HTTPTypes
internal import Hummingbird
internal import Reports

/// Why a reader is not answered, in a fixed word and a sentence that says what to change.
enum ReadingRefusal: Error, Equatable {
    case noToken
    /// Unknown, or no token at all: which of them is not said.
    case badToken
    case tokenExpired
    case tokenRevoked
    /// The role does not open this.
    case roleTooLow(needed: String)
    /// A parameter, and what is wrong with it.
    case badParameter(String, String)
    /// A place outside the token's scope, or none at all: which of them is not said.
    case unknownPlace(String)
    case tooManyReads(retryAfterSeconds: Int)
    case busy(retryAfterSeconds: Int)
    /// What so many schools have must be worked out first; each question works out some.
    case workingOut(schools: Int, retryAfterSeconds: Int)

    var word: String {
        switch self {
        case .noToken: "no_token"
        case .badToken: "bad_token"
        case .tokenExpired: "token_expired"
        case .tokenRevoked: "token_revoked"
        case .roleTooLow: "role_too_low"
        case .badParameter: "bad_parameter"
        case .unknownPlace: "unknown_place"
        case .tooManyReads: "too_many_reads"
        case .busy: "busy"
        case .workingOut: "working_out"
        }
    }

    var status: HTTPResponse.Status {
        switch self {
        case .noToken, .badToken, .tokenExpired, .tokenRevoked: .unauthorized
        case .roleTooLow: .forbidden
        case .badParameter, .unknownPlace: .badRequest
        case .tooManyReads: .tooManyRequests
        case .busy, .workingOut: .serviceUnavailable
        }
    }

    var message: String {
        switch self {
        case .noToken: "This needs a token: send the header Authorization: Bearer TOKEN."
        case .badToken: "This token is not known here; compare it with what was given to you, or ask for a new one."
        case .tokenExpired: "This token has expired; ask the region for a new one."
        case .tokenRevoked: "This token was revoked; ask the region for a new one."
        case .roleTooLow(let needed): "This token's role does not open this; ask the region for one of role \(needed)."
        case .badParameter(let name, let problem): "The parameter \(name) \(problem)."
        case .unknownPlace(let name): "The parameter \(name) names none that this token may see."
        case .tooManyReads(let seconds): "Too many questions came in a short time; ask again in \(seconds) s."
        case .busy(let seconds): "Others are being answered; ask again in \(seconds) s."
        case .workingOut(let schools, let seconds):
            "What schools have is still being worked out, for \(schools) of them; ask again in \(seconds) s."
        }
    }

    /// What RFC 6750, section 3, asks of answers that want another token.
    private var challenge: String? {
        switch self {
        case .noToken: #"Bearer realm="parta""#
        case .badToken, .tokenExpired, .tokenRevoked: #"Bearer realm="parta", error="invalid_token""#
        case .roleTooLow: #"Bearer realm="parta", error="insufficient_scope""#
        default: nil
        }
    }

    private var retryAfterSeconds: Int? {
        switch self {
        case .tooManyReads(let seconds), .busy(let seconds), .workingOut(_, let seconds): seconds
        default: nil
        }
    }

    func response() -> Response {
        let body = ErrorResponse(error: word, message: message)
        // Encoding two strings cannot fail; were it to, the status alone still says what happened.
        var response = (try? Response.json(body, status: status)) ?? Response(status: status)
        if let challenge { response.headers[.wwwAuthenticate] = challenge }
        if let retryAfterSeconds { response.headers[.retryAfter] = "\(retryAfterSeconds)" }
        return response
    }
}
