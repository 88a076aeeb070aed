internal import NDT7
public import NIOCore
internal import NIOPosix

/// Measures a round trip by making a TCP connection and closing it again.
///
/// A school PC may not send ICMP, but every line lets TCP pass.
public struct ConnectProbe: Sendable {
    public var address: SocketAddress
    /// After this long a probe counts as silent.
    public var timeout: TimeAmount

    public init(address: SocketAddress, timeout: TimeAmount = .seconds(2)) {
        self.address = address
        self.timeout = timeout
    }

    /// - Returns: on `loop`; never fails.
    public func measure(on loop: any EventLoop) -> EventLoopFuture<ProbeOutcome> {
        connect(on: loop).flatMapErrorThrowing { .failed(NDT7Failure.reason(for: $0)) }
    }

    /// - Returns: an answer or silence; fails with what the kernel said, for whoever hears an answer in that too.
    func connect(on loop: any EventLoop) -> EventLoopFuture<ProbeOutcome> {
        let begun = loop.now
        let timeout = timeout
        return ClientBootstrap(group: loop).connectTimeout(timeout).connect(to: address)
            .map { channel in
                let milliseconds = Self.roundTrip(channel) ?? (loop.now - begun).milliseconds
                channel.close(promise: nil)
                return .answered(milliseconds)
            }
            .flatMapErrorThrowing { error in
                guard case ChannelError.connectTimeout = error else { throw error }
                return .silent(timeout.milliseconds)
            }
    }

    /// The handshake's round trip by the kernel's clock, which a busy event loop does not lengthen.
    ///
    /// Nil when the SYN had to be sent again: then the whole wait is what a user would have felt.
    private static func roundTrip(_ channel: any Channel) -> Double? {
        guard let info = TCPInfo.read(from: channel), info.totalRetrans == 0, let rtt = info.rtt, rtt > 0 else {
            return nil
        }
        return Double(rtt) / 1000
    }
}

extension TimeAmount {
    /// The amount in milliseconds.
    var milliseconds: Double { Double(nanoseconds) / 1e6 }
    /// The amount in seconds.
    var seconds: Double { Double(nanoseconds) / 1e9 }
}
