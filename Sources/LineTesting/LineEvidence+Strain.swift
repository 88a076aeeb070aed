internal import NDT7
internal import Reports

/// What the evidence says of the two ends, so that a figure of theirs is not taken for the line's.
extension LineEvidence {
    /// What came of trying the server; nil where nothing was tried to its end.
    var serverReach: LineFindings.ServerReach? {
        if isNameUnknown { return .notFound }
        switch download {
        case .measured: return .reached
        case .notRun:
            if idleLatency.isAnswered { return .reached }
            return isCancelled ? nil : .unreachable
        case .failed(let failure):
            switch failure.kind {
            case .refused(503, _), .refused(429, _): return .busy
            // Whoever answered so was reached.
            case .refused, .badHandshake, .notSecure: return .reached
            case .unreachable: return idleLatency.isAnswered ? .reached : .unreachable
            case .badServer, .noSecureTransport, .cancelled: return idleLatency.isAnswered ? .reached : nil
            }
        }
    }

    var strain: LineFindings.Strain {
        let down = HeldBack(sender: download.result?.lastServerMeasurement?.tcpInfo)
        let up = HeldBack(sender: upload.result?.localTCPInfo)
        let load = [download, upload].compactMap(\.result).max { ($0.serverTests ?? 0) < ($1.serverTests ?? 0) }
        return LineFindings.Strain(
            serverTests: load?.serverTests, serverTestLimit: load?.serverTestLimit,
            serverHeldBack: [down?.bySender, up?.byReceiver].compactMap(\.self).max(),
            computerHeldBack: [down?.byReceiver, up?.bySender].compactMap(\.self).max(),
            computerCPU: [processorShares.download, processorShares.upload].compactMap(\.self).max())
    }
}

/// For which share of its sending time a connection waited for one of its ends instead of the network.
///
/// Source: tcp(7) and the kernel's `include/uapi/linux/tcp.h`: `tcpi_rwnd_limited` and `tcpi_sndbuf_limited` over
/// `tcpi_busy_time`. The flag of being application limited tells of one moment only and is no share.
struct HeldBack: Sendable, Equatable {
    var bySender: Double
    var byReceiver: Double

    /// Less sending than this says nothing: every connection begins by growing its windows.
    static let fewestMicroseconds: Int64 = 1_000_000
    /// A queue stands on the way where the round trip is longer than the shortest one by half of it and by this: the way is
    /// full then, and no end was the limit whatever it waited for. A window that has grown over such a queue is the
    /// usual sight on a slow line with a large buffer.
    static let queueMicroseconds: Int64 = 5_000

    /// - Parameter info: the sender's kernel on the connection; a server may say anything.
    /// - Returns: nil where it does not say enough.
    init?(sender info: TCPInfo?) {
        guard let info, let busy = info.busyTime, busy >= Self.fewestMicroseconds, let rtt = info.rtt,
            let shortest = info.minRTT, rtt > 0, shortest > 0
        else { return nil }
        // Two times that a server may have made up: subtracting them from each other cannot overflow, both being positive.
        let isQueued = rtt - shortest > max(shortest / 2, Self.queueMicroseconds)
        func share(_ microseconds: Int64?) -> Double {
            isQueued ? 0 : min(1, max(0, Double(microseconds ?? 0) / Double(busy)))
        }
        bySender = share(info.sndBufLimited)
        byReceiver = share(info.rwndLimited)
    }
}
