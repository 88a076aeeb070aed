internal import NIOCore
internal import Synchronization

/// Keeps the first error of a connection.
///
/// Who writes to a connection that TLS has just given up is told only that it is closed; the reason went by before.
final class HandshakeWitness: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private let state = Mutex<(any Error)?>(nil)

    var failure: (any Error)? { state.withLock { $0 } }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        state.withLock { $0 = $0 ?? error }
        context.fireErrorCaught(error)
    }
}
