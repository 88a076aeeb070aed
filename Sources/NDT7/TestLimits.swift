internal import NIOCore

/// How long a test may take.
///
/// Source of the defaults: the NDT7 specification's "Test duration" (10 s expected, either side may end it at 13 s).
struct TestLimits: Sendable, Equatable {
    /// How long payload is sent, from the end of the handshake.
    var duration = TimeAmount.seconds(10)
    /// When the connection is cut whatever the peer does, from the end of the handshake.
    var kill = TimeAmount.seconds(13)
    /// From the first packet to the end, connecting and handshake included.
    var total = TimeAmount.seconds(15)
    /// How long an own Close may go unanswered.
    var closing = TimeAmount.seconds(2)
}
