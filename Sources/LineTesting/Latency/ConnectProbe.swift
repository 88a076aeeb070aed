internal import Glibc
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
    /// Whether "connection refused" is an answer: of a router it is, for it came from there and took as long.
    public var countsRefusals: Bool

    public init(address: SocketAddress, timeout: TimeAmount = .seconds(2), countsRefusals: Bool = false) {
        self.address = address
        self.timeout = timeout
        self.countsRefusals = countsRefusals
    }

    /// Of a gateway: a refusal counts, and half a second is long for a room's network.
    public static func gateway(_ address: SocketAddress) -> ConnectProbe {
        ConnectProbe(address: address, timeout: .milliseconds(500), countsRefusals: true)
    }

    /// - Returns: on `loop`; never fails.
    public func measure(on loop: any EventLoop) -> EventLoopFuture<ProbeOutcome> {
        let begun = loop.now
        let (timeout, countsRefusals) = (timeout, countsRefusals)
        return ClientBootstrap(group: loop).connectTimeout(timeout).connect(to: address)
            .map { channel in
                let milliseconds = Self.roundTrip(channel) ?? (loop.now - begun).milliseconds
                channel.close(promise: nil)
                return .answered(milliseconds)
            }
            .flatMapErrorThrowing { error in
                if case ChannelError.connectTimeout = error { return .silent(timeout.milliseconds) }
                if countsRefusals, let error = error as? IOError,
                    error.errnoCode == ECONNREFUSED || error.errnoCode == ECONNRESET
                {
                    return .answered((loop.now - begun).milliseconds)
                }
                return .failed(NDT7Failure.reason(for: error))
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
