internal import NIOCore

/// What arrived, as the test above the codec needs it.
enum WebSocketEvent: Sendable, Equatable {
    /// Payload bytes of a binary message, counted as they stream and not kept.
    case binary(byteCount: Int)
    /// A whole text message, valid UTF-8.
    case text(ByteBuffer)
    case ping(ByteBuffer)
    case pong(ByteBuffer)
    /// The peer's Close; nil when it gave no code. Nothing follows it.
    case close(CloseCode?)
    /// The peer broke the protocol and our Close is on its way. Nothing follows it.
    case violation(WebSocketViolation)
}
