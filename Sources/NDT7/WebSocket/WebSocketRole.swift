/// Which side of the connection we are: clients mask what they send, servers never do (RFC 6455 section 5.1).
enum WebSocketRole: Sendable {
    case client
    case server

    var masksWhatItSends: Bool { self == .client }
    var expectsMaskedFrames: Bool { self == .server }
}
