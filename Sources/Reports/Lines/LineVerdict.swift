/// Why a line is as it is: the cause decides who pays for the remedy.
public enum LineVerdict: String, Codable, Sendable, CaseIterable {
    /// Too little was seen to say, such as a gateway that answers no probe: not the same as bad.
    case unknown
    /// Seen enough, and nothing but the line's own rate is the limit.
    case clear
    /// The gateway is slow or lossy while nobody uses the line: Wi-Fi or wiring.
    case lan
    /// The gateway's latency rises with load as much as the server's: the queue stands inside the school.
    case lanQueue = "lan_queue"
    /// The gateway stays flat while the server's latency rises: the queue is the router's or the provider's.
    case ispQueue = "isp_queue"
    /// The gateway answers, names are found, and the server cannot be reached.
    case outage
    /// The gateway answers and no name is found.
    case dns
    /// A page of somebody else's answers in place of the one asked for.
    case captive
    /// PC to PC within the school is slower than twice the line.
    case lanBound = "lan_bound"
    /// A wired PC is fast where one on Wi-Fi is slow.
    case wifi
    /// Slow in lessons only: the pupils' own use.
    case sharedLoad = "shared_load"
    /// A flat plateau at a round figure, day and night.
    case tariffCap = "tariff_cap"
    /// The test server was the limit: says nothing of the line.
    case serverLimited = "server_limited"
    /// This computer was the limit: says nothing of the line.
    case pcLimited = "pc_limited"

    /// A word of a newer program reads as `unknown`, so that its report is not lost.
    public init(from decoder: any Decoder) throws {
        let word = try decoder.singleValueContainer().decode(String.self)
        self = LineVerdict(rawValue: word) ?? .unknown
    }
}
