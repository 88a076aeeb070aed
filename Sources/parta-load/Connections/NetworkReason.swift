internal import Glibc
internal import NDT7
internal import NIOCore
internal import NIOPosix

/// A few words for what the network threw, the same for the same fault, so that they can be counted.
enum NetworkReason {
    static func text(_ error: any Error) -> String {
        switch error {
        case ChannelError.eof, ChannelError.inputClosed, ChannelError.outputClosed, ChannelError.ioOnClosedChannel,
            ChannelError.alreadyClosed:
            "connection closed"
        case ChannelError.connectTimeout: "no answer in time"
        case let error as IOError: String(cString: strerror(error.errnoCode)).lowercased()
        case let error as NIOConnectionError: error.connectionErrors.first.map { text($0.error) } ?? "not connected"
        default: SecureTransport.reason(for: error) ?? "\(error)"
        }
    }
}
