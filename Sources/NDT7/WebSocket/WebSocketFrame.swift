internal import NIOCore

/// A frame to send. Messages are never fragmented on the way out.
enum WebSocketFrame: Sendable, Equatable {
    /// Random bytes. A client sends them as they are: with a random key they are already some other payload, masked.
    case binary(ByteBuffer)
    case text(ByteBuffer)
    /// At most 125 bytes.
    case ping(ByteBuffer)
    case pong(ByteBuffer)
    case close(CloseCode)
}
