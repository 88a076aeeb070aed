internal import CTCPInfo
public import NIOCore

/// The TCP socket under a channel, for what NIO has no option for.
///
/// The descriptor is used within one call and never kept. A channel without a socket (an embedded one) answers nil.
enum Socket {
    static func tcpInfo(of channel: any Channel) -> TCPInfo? {
        withDescriptor(of: channel) { descriptor in
            var info = parta_tcp_info()
            return parta_tcp_info_read(descriptor, &info) == 0 ? TCPInfo(info) : nil
        }
    }

    /// - Returns: nil unless the connection's congestion control is BBR.
    static func bbrInfo(of channel: any Channel) -> Measurement.BBRInfo? {
        withDescriptor(of: channel) { descriptor in
            var info = parta_bbr_info()
            guard parta_bbr_info_read(descriptor, &info) == 0 else { return nil }
            return Measurement.BBRInfo(
                bandwidth: Int64(bitPattern: info.bandwidth), minRTT: Int64(info.min_rtt),
                pacingGain: Int64(info.pacing_gain), cwndGain: Int64(info.cwnd_gain)
            )
        }
    }

    /// The congestion control's name, such as `cubic` or `bbr`.
    static func congestionControl(of channel: any Channel) -> String? {
        withDescriptor(of: channel) { descriptor in
            var name = [CChar](repeating: 0, count: 16)
            guard parta_tcp_congestion_read(descriptor, &name, name.count) == 0 else { return nil }
            return String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        }
    }

    /// Bounds what waits unsent in the kernel, so that a slow line does not overrun the test's end.
    /// - Returns: false where the kernel refused, which costs accuracy and nothing else.
    @discardableResult
    static func limitUnsent(of channel: any Channel, toBytes bytes: Int) -> Bool {
        withDescriptor(of: channel) { parta_tcp_notsent_lowat_set($0, UInt32(clamping: bytes)) == 0 } ?? false
    }

    private static func withDescriptor<Value>(of channel: any Channel, _ body: (CInt) -> Value?) -> Value? {
        // A closed channel throws, and then there is nothing left to ask.
        let found = try? channel.pipeline.syncOperations.withUnsafeTransportIfAvailable(
            of: NIOBSDSocket.Handle.self, body)
        return found ?? nil
    }
}

extension TCPInfo {
    /// What the kernel knows of the channel's connection; nil when the channel has no TCP socket or is closed.
    ///
    /// Call on the channel's event loop. `elapsedTime` is left empty.
    public static func read(from channel: any Channel) -> TCPInfo? { Socket.tcpInfo(of: channel) }
}
