/// Where one finding about a line becomes another verdict, each with its reason; a region may set those that depend on what
/// its lines are used for (`RegionSettings.thresholds`), the others follow from how a test works.
public struct LineThresholds: Sendable, Equatable {
    public static let standard = LineThresholds()

    /// A gateway is slow above this while nobody uses the line, in milliseconds. A cable takes under 1, a healthy Wi-Fi
    /// hop under 10: three of those.
    public var gatewayIdleMs = 30.0
    /// A gateway is lossy from this share on. An idle phase sends about 20 probes: one lost may be chance, two are not.
    public var gatewayLoss = 0.1
    /// Bufferbloat (95th percentile loaded less median idle) counts above this, in milliseconds. A call is good up to 150
    /// from mouth to ear (ITU-T G.114), of which the line may take two thirds.
    public var riseMs = 100.0
    /// The queue stands inside the school when the gateway takes at least this share of the server's rise: the larger part.
    public static let gatewayShareOfRise = 0.5
    /// An end that held the test back for this share of its time hides a third of the line.
    public static let heldBack = 0.25
    /// One event loop does the test: from here on it has no time left.
    public static let cpuShare = 0.9
    /// A wired link is full from this share of its speed on: TCP carries at most 94.9 % of Ethernet's (1460 of 1538 bytes).
    public static let wiredFill = 0.85
    /// A Wi-Fi link is full from this share of its transmit rate on: TCP over 802.11n and 802.11ac gets 60 to 70 % of it.
    public static let wifiFill = 0.6
    /// Within the school there must be this many times the line's rate, or the school's network is what limits it.
    public var lanRatio = 2.0
    /// Wi-Fi is slow beside a cable below this share of the wired rate.
    public var wifiShare = 0.5
    /// Lessons are slow below this share of the rate outside: well beyond the 20 % by which a line's rate varies by itself.
    public var lessonShare = 0.7
    /// What a line may fall short of its contract: TCP carries at most 94.9 % of what is sold (1460 of 1538 bytes on
    /// Ethernet), and a test may err by 5 %.
    public var contractShare = 0.9
    /// For a verdict: a school week of two or three tests a day.
    public var classTests = 12.0
    public var classDays = 5.0
    /// For a remedy that somebody pays for: two school weeks, so that one bad week buys nothing.
    public var moneyTests = 20.0
    public var moneyDays = 10.0
    /// Tests older than so many days decide nothing: lines and contracts change.
    public var judgingDays = 60.0
    /// With more of the plan's slots passed over for what may hang together with a slow line, nothing is decided: a fifth of
    /// the tests may then lie anywhere, and p20 with them.
    public var skippedShare = 0.25
    /// What one group call in full HD needs of a line, at each end, in Mbps; asked of the median, so half of the time there is
    /// more. Source: Zoom's "System requirements" as universities hand them on (docs/settings.md): group video at 1080p.
    public var onlineDownloadMbps = 2.5
    public var onlineUploadMbps = 3.0
    /// And in milliseconds there and back. Source: Microsoft, "Prepare your organization's network for Microsoft Teams": less
    /// than 100 from a client to the service's edge.
    public var onlineLatencyMs = 100.0
    /// Of each side fewer tests than this say nothing of lessons or of a plateau.
    public static let fewestTests = 3
    /// A plateau is flat when p20 and p80 lie within this share of the median, and the medians of day and night of each
    /// other: twice the 5 % that a test may err.
    public static let plateauWidth = 0.1
    /// What TCP's payload is of a figure in a contract: from 93 % (PPPoE and Ethernet counted) to a little over.
    public static let payloadOfTariff = 0.93...1.02
    /// The first two digits of the figures that contracts are sold at.
    public static let tariffDigits = [10, 15, 20, 25, 30, 40, 50, 60, 80]
}
