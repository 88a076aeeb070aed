internal import FoundationEssentials
internal import HTTPTypes
internal import Hummingbird
internal import Reports

/// An answer that is not a success: a status, a fixed word for programs, a sentence for people. It never says more.
enum Refusal: Error, Equatable {
    case unknownCode
    case codeExpired
    case codeUsedUp
    case revoked
    case waitingForApproval
    case badReceipt
    case unknownSchool
    case tooManyAttempts
    case tooManyAsks
    case overBudget(retryAfterSeconds: Int)
    case crowded
    case storeAway
    case codeRevoked
    case replayed
    case unknownAgent
    case badEnvelope
    case badSignature
    case outOfBounds
    case emptyDelivery
    case tooManyEnvelopes
    case bodyTooLarge
    case bodyTooSlow
    case unsupportedEncoding
    case badRequest
    case notFound
    case methodNotAllowed
    case internalError

    /// On `RefusalWord`s agents act; the rest names what only a faulty or foreign program sends.
    var word: String {
        switch self {
        case .unknownCode: RefusalWord.unknownCode.rawValue
        case .codeExpired: RefusalWord.codeExpired.rawValue
        case .codeUsedUp: RefusalWord.codeUsedUp.rawValue
        case .revoked: RefusalWord.revoked.rawValue
        case .waitingForApproval: RefusalWord.waitingForApproval.rawValue
        case .tooManyAttempts: RefusalWord.tooManyAttempts.rawValue
        case .unknownAgent: RefusalWord.unknownAgent.rawValue
        case .badEnvelope: RefusalWord.badEnvelope.rawValue
        case .badSignature: RefusalWord.badSignature.rawValue
        case .outOfBounds: RefusalWord.outOfBounds.rawValue
        case .bodyTooLarge: RefusalWord.bodyTooLarge.rawValue
        case .codeRevoked: RefusalWord.codeRevoked.rawValue
        case .overBudget: RefusalWord.overBudget.rawValue
        case .crowded: "crowded"
        case .storeAway: "store_away"
        case .badReceipt: "bad_receipt"
        case .unknownSchool: "unknown_school"
        case .tooManyAsks: "too_many_asks"
        case .replayed: "replayed"
        case .emptyDelivery: "empty_delivery"
        case .tooManyEnvelopes: "too_many_envelopes"
        case .bodyTooSlow: "body_too_slow"
        case .unsupportedEncoding: "unsupported_encoding"
        case .badRequest: "bad_request"
        case .notFound: "not_found"
        case .methodNotAllowed: "method_not_allowed"
        case .internalError: "internal_error"
        }
    }

    var status: HTTPResponse.Status {
        switch self {
        case .unknownCode, .codeExpired, .codeUsedUp, .codeRevoked, .revoked, .waitingForApproval, .badReceipt,
            .unknownSchool, .unknownAgent:
            .forbidden
        case .tooManyAttempts, .tooManyAsks, .overBudget: .tooManyRequests
        case .crowded, .storeAway: .serviceUnavailable
        case .replayed: .conflict
        case .badEnvelope, .badSignature, .outOfBounds, .emptyDelivery, .badRequest: .badRequest
        case .tooManyEnvelopes, .bodyTooLarge: .contentTooLarge
        case .bodyTooSlow: .requestTimeout
        case .unsupportedEncoding: .unsupportedMediaType
        case .notFound: .notFound
        case .methodNotAllowed: .methodNotAllowed
        case .internalError: .internalServerError
        }
    }

    var message: String {
        switch self {
        case .unknownCode: "This enrolment code is not known here; compare it with the paper, or ask for a new one."
        case .codeExpired: "This enrolment code has expired; ask the region for a new code."
        case .codeUsedUp: "This enrolment code has been used as often as it may be; ask the region for a new code."
        case .codeRevoked: "This enrolment code was taken back by the region; ask for a new one."
        case .revoked: "The region has revoked this agent and takes no reports from it; a new code enrols it again."
        case .waitingForApproval:
            "This school has more agents than computers were expected; the region has yet to approve this one, so keep all."
        case .badReceipt: "The receipt is not one that this region has signed for this agent; enrol it with a code."
        case .unknownSchool: "The receipt's school is not in this region's registry; import it, or enrol with a code."
        case .tooManyAttempts: "Too many wrong codes came in a short time; wait and compare the code with the paper."
        case .tooManyAsks: "This agent asked too often; wait before it asks again."
        case .overBudget: "This agent has sent as much as one day may bring; keep the rest and go on tomorrow."
        case .crowded: "The server holds as many messages as it may; send it again soon, as nothing counts twice."
        case .storeAway: "The server's database cannot take anything now; nothing was taken, so send it again soon."
        case .replayed: "This request has been answered before; sign a new one for each ask."
        case .unknownAgent: "This agent is not enrolled here; enrol it again."
        case .badEnvelope: "The message is not an envelope of the kind asked for."
        case .badSignature: "The envelope's signature does not fit its key."
        case .outOfBounds: "The message holds more, or longer texts, than is allowed."
        case .emptyDelivery: "The delivery holds no envelope; send one a line."
        case .tooManyEnvelopes: "The delivery holds too many envelopes; send fewer at once."
        case .bodyTooLarge: "The message is larger than is allowed; send less at once."
        case .bodyTooSlow: "The message did not arrive whole in time; send less at once."
        case .unsupportedEncoding: "The message is encoded in a way that is not read here; send it plain, or as gzip."
        case .badRequest: "The request could not be read."
        case .notFound: "There is nothing at this address."
        case .methodNotAllowed: "This address does not answer to that method."
        case .internalError: "The server failed to answer; nothing was taken, so send it again later."
        }
    }

    /// When it is worth coming again; nil where it is not.
    private var retryAfterSeconds: Int? {
        switch self {
        case .overBudget(let seconds): seconds
        // So that those who are turned away together do not come back together.
        case .crowded: Int.random(in: Self.crowdedSeconds)
        case .storeAway: Int.random(in: Self.awaySeconds)
        case .tooManyAttempts, .tooManyAsks: AttemptLimiter.windowSeconds
        default: nil
        }
    }

    static let crowdedSeconds = 10...20
    private static let awaySeconds = 15...60

    func response() -> Response {
        let body = ErrorResponse(error: word, message: message)
        // Encoding two strings cannot fail; were it to, the status alone still says what happened.
        var response = (try? Response.json(body, status: status)) ?? Response(status: status)
        if self == .unsupportedEncoding { response.headers[.acceptEncoding] = ContentCoding.gzip.rawValue }
        if let retryAfterSeconds { response.headers[.retryAfter] = "\(retryAfterSeconds)" }
        return response
    }
}

extension Response {
    /// JSON as Parta writes it everywhere.
    static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response {
        let data = try ReportCoder.encode(value)
        return Response(
            status: status,
            headers: [.contentType: "application/json; charset=utf-8", .contentLength: "\(data.count)"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: data)))
    }
}
