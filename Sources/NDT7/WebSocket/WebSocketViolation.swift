/// What the peer did against RFC 6455 or our limits, and the code to close with.
struct WebSocketViolation: Error, Equatable, CustomStringConvertible {
    var code: CloseCode
    var reason: String

    static func protocolError(_ reason: String) -> WebSocketViolation {
        WebSocketViolation(code: .protocolError, reason: reason)
    }

    var description: String { "\(reason) (\(code.rawValue))" }
}
