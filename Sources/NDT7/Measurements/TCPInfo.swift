/// What Linux knows of a TCP connection, under the key names that NDT7 gives it. All are optional: never require one.
///
/// Times are microseconds, except `last*`, which are milliseconds. Meanings: tcp(7) and the kernel's `include/uapi/linux/tcp.h`.
public struct TCPInfo: Codable, Sendable, Equatable {
    /// TCP state, as the kernel numbers it.
    public var state: Int64?
    public var caState: Int64?
    public var retransmits: Int64?
    public var probes: Int64?
    public var backoff: Int64?
    public var options: Int64?
    /// Send and receive window scale, the former in the lower four bits.
    public var wScale: Int64?
    public var appLimited: Int64?
    public var rto: Int64?
    public var ato: Int64?
    public var sndMSS: Int64?
    public var rcvMSS: Int64?
    public var unacked: Int64?
    public var sacked: Int64?
    public var lost: Int64?
    public var retrans: Int64?
    public var fackets: Int64?
    public var lastDataSent: Int64?
    public var lastAckSent: Int64?
    public var lastDataRecv: Int64?
    public var lastAckRecv: Int64?
    public var pmtu: Int64?
    public var rcvSsThresh: Int64?
    /// Smoothed round trip.
    public var rtt: Int64?
    public var rttVar: Int64?
    public var sndSsThresh: Int64?
    /// Congestion window in segments.
    public var sndCwnd: Int64?
    public var advMSS: Int64?
    public var reordering: Int64?
    public var rcvRTT: Int64?
    public var rcvSpace: Int64?
    /// Segments retransmitted over the connection's life.
    public var totalRetrans: Int64?
    /// Bytes a second; -1 is unlimited.
    public var pacingRate: Int64?
    public var maxPacingRate: Int64?
    /// Bytes that the other side acknowledged.
    public var bytesAcked: Int64?
    /// Bytes received in order: the receiver's count.
    public var bytesReceived: Int64?
    public var segsOut: Int64?
    public var segsIn: Int64?
    public var notsentBytes: Int64?
    public var minRTT: Int64?
    public var dataSegsIn: Int64?
    public var dataSegsOut: Int64?
    /// Bytes a second.
    public var deliveryRate: Int64?
    public var busyTime: Int64?
    public var rwndLimited: Int64?
    public var sndBufLimited: Int64?
    public var delivered: Int64?
    public var deliveredCE: Int64?
    /// Bytes sent, retransmissions included.
    public var bytesSent: Int64?
    public var bytesRetrans: Int64?
    public var dsackDups: Int64?
    public var reordSeen: Int64?
    public var rcvOooPack: Int64?
    public var sndWnd: Int64?
    /// Time since the handshake ended, by the clock of whoever read the counters.
    public var elapsedTime: Int64?

    public init() {}

    enum CodingKeys: String, CodingKey {
        case state = "State"
        case caState = "CAState"
        case retransmits = "Retransmits"
        case probes = "Probes"
        case backoff = "Backoff"
        case options = "Options"
        case wScale = "WScale"
        case appLimited = "AppLimited"
        case rto = "RTO"
        case ato = "ATO"
        case sndMSS = "SndMSS"
        case rcvMSS = "RcvMSS"
        case unacked = "Unacked"
        case sacked = "Sacked"
        case lost = "Lost"
        case retrans = "Retrans"
        case fackets = "Fackets"
        case lastDataSent = "LastDataSent"
        case lastAckSent = "LastAckSent"
        case lastDataRecv = "LastDataRecv"
        case lastAckRecv = "LastAckRecv"
        case pmtu = "PMTU"
        case rcvSsThresh = "RcvSsThresh"
        case rtt = "RTT"
        case rttVar = "RTTVar"
        case sndSsThresh = "SndSsThresh"
        case sndCwnd = "SndCwnd"
        case advMSS = "AdvMSS"
        case reordering = "Reordering"
        case rcvRTT = "RcvRTT"
        case rcvSpace = "RcvSpace"
        case totalRetrans = "TotalRetrans"
        case pacingRate = "PacingRate"
        case maxPacingRate = "MaxPacingRate"
        case bytesAcked = "BytesAcked"
        case bytesReceived = "BytesReceived"
        case segsOut = "SegsOut"
        case segsIn = "SegsIn"
        case notsentBytes = "NotsentBytes"
        case minRTT = "MinRTT"
        case dataSegsIn = "DataSegsIn"
        case dataSegsOut = "DataSegsOut"
        case deliveryRate = "DeliveryRate"
        case busyTime = "BusyTime"
        case rwndLimited = "RWndLimited"
        case sndBufLimited = "SndBufLimited"
        case delivered = "Delivered"
        case deliveredCE = "DeliveredCE"
        case bytesSent = "BytesSent"
        case bytesRetrans = "BytesRetrans"
        case dsackDups = "DSackDups"
        case reordSeen = "ReordSeen"
        case rcvOooPack = "RcvOooPack"
        case sndWnd = "SndWnd"
        case elapsedTime = "ElapsedTime"
    }
}
