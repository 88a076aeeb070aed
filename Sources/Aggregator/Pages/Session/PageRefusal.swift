internal import HTTPTypes

/// Why a page is not shown; each has a sentence in the catalogue.
enum PageRefusal: Error, Equatable {
    /// Nobody is signed in, or the session is over.
    case signIn
    case notFound
    /// The token does not open this page.
    case roleTooLow
    /// A form that was not made for this browser, or too long ago.
    case staleForm
    case badForm
    case tooMany(retryAfterSeconds: Int)
    case busy(retryAfterSeconds: Int)
    case failed

    var key: String {
        switch self {
        case .signIn: "problem.sign_in"
        case .notFound: "problem.not_found"
        case .roleTooLow: "problem.role_too_low"
        case .staleForm: "problem.stale_form"
        case .badForm: "problem.bad_form"
        case .tooMany: "problem.too_many"
        case .busy: "problem.busy"
        case .failed: "problem.failed"
        }
    }

    var status: HTTPResponse.Status {
        switch self {
        case .signIn: .unauthorized
        case .notFound: .notFound
        case .roleTooLow, .staleForm: .forbidden
        case .badForm: .badRequest
        case .tooMany: .tooManyRequests
        case .busy: .serviceUnavailable
        case .failed: .internalServerError
        }
    }

    var retryAfterSeconds: Int? {
        switch self {
        case .tooMany(let seconds), .busy(let seconds): seconds
        default: nil
        }
    }
}
