internal import Glibc
internal import NIOCore

extension ChannelHandlerContext {
    /// Cuts the connection and drops what waits to be sent: a test that is over has no business on the line.
    func abort() {
        if let socket = channel as? any SocketOptionProvider {
            // Fails on a channel that is closed already, which is what is wanted.
            socket.setSoLinger(linger(l_onoff: 1, l_linger: 0)).whenFailure { _ in }
        }
        triggerUserOutboundEvent(ConnectionCutter.Cut(), promise: nil)
        close(promise: nil)
    }
}
