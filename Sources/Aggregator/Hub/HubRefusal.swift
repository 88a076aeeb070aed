internal import HTTPTypes
internal import Hummingbird
internal import Reports
internal import Store

/// Why a hub takes nothing of a region's message, in a fixed word and a sentence that says what to change.
enum HubRefusal: Error, Equatable {
    /// The header that names the region's key is missing, or holds none.
    case noRegionKey
    /// The token is another region's, or the message was signed by another key than the one it came with.
    case wrongRegion
    case staleNumber(held: Int)
    case badMessage(String)
    case messageOutOfBounds(String)

    /// With those of single schools and computers in an answer that takes the rest.
    static let words = [
        "no_region_key", "wrong_region", "stale_number", "bad_message", "message_out_of_bounds", "outside_areas",
        "own_school", "school_of_another", "unknown_school",
    ]

    init?(_ failure: any Error) {
        switch failure {
        case ForwardFailure.stale(let held): self = .staleNumber(held: held)
        case ForwardFailure.tokenOfAnother: self = .wrongRegion
        case ForwardFailure.outOfBounds(let reason): self = .messageOutOfBounds(reason)
        default: return nil
        }
    }

    var word: String {
        switch self {
        case .noRegionKey: "no_region_key"
        case .wrongRegion: "wrong_region"
        case .staleNumber: "stale_number"
        case .badMessage: "bad_message"
        case .messageOutOfBounds: "message_out_of_bounds"
        }
    }

    private var status: HTTPResponse.Status {
        switch self {
        case .noRegionKey, .badMessage, .messageOutOfBounds: .badRequest
        case .wrongRegion: .forbidden
        case .staleNumber: .conflict
        }
    }

    private var message: String {
        switch self {
        case .noRegionKey: "A region sends its public key in the header \(HubKeyHeader.text)."
        case .wrongRegion:
            "This token is another region's, or the message was signed by another region's key; make each region a token of "
                + "its own."
        case .staleNumber(let held): "The message's number is not above \(held), which is held; draw one above it."
        case .badMessage(let reason): "The message is not what a region forwards: \(reason)."
        case .messageOutOfBounds(let reason): "The message holds what is not taken: \(reason)."
        }
    }

    func response() -> Response {
        var body = HubErrorResponse(error: word, message: message)
        if case .staleNumber(let number) = self { body.held = number }
        // Encoding texts and a number cannot fail; were it to, the status alone still says what happened.
        return (try? Response.json(body, status: status)) ?? Response(status: status)
    }
}

/// `ErrorResponse`, with the number that is held where it was not above that.
struct HubErrorResponse: Codable, Sendable {
    var error: String
    var message: String
    var held: Int?
}

/// The header by which a hub learns whose messages it is to verify; the token decides whether it may be.
enum HubKeyHeader {
    static let text = "Parta-Region-Key"
    static let name = HTTPField.Name(text)
}
