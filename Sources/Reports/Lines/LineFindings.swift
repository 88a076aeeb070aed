/// All that is known of a line when its verdict is asked for: by the agent after one test, by the aggregator over many.
///
/// Everything may be missing. Latencies in milliseconds, rates in Mbps, shares from 0 to 1.
public struct LineFindings: Sendable, Equatable {
    /// What came of trying the test server.
    public enum ServerReach: String, Sendable, CaseIterable {
        case reached
        /// Its address was known, if only from an earlier day, and no connection came about.
        case unreachable
        /// No address was known, because its name was not found: whether it is there was never tried.
        case notFound
        /// It answered that it is full.
        case busy
    }

    public var server: ServerReach?
    public var gateway: GatewayLatency?
    /// Median to the test server before the load.
    public var serverIdleMs: Double?
    /// 95th percentile to the test server under load.
    public var serverLoadedMs: Double?
    public var names: NameAndPortal?
    /// Whether any learning platform gave its first byte; nil where none was tried.
    public var platformReached: Bool?
    public var downloadMbps: Double?
    public var uploadMbps: Double?
    public var link: LineLink?
    public var strain: Strain
    public var marks: [LineMark]
    public var comparison: Comparison
    /// The region's, by which all of this is judged.
    public var thresholds: LineThresholds

    /// How hard the two ends worked for the figures.
    public struct Strain: Sendable, Equatable {
        /// Tests that the server ran, this one included, and how many it takes.
        public var serverTests: Int?
        public var serverTestLimit: Int?
        /// Share of the test's time in which the server had nothing ready to send, or no room to receive.
        public var serverHeldBack: Double?
        /// The same for this computer.
        public var computerHeldBack: Double?
        /// What this program used of one processor core during the test.
        public var computerCPU: Double?

        public init(
            serverTests: Int? = nil, serverTestLimit: Int? = nil, serverHeldBack: Double? = nil,
            computerHeldBack: Double? = nil, computerCPU: Double? = nil
        ) {
            self.serverTests = serverTests
            self.serverTestLimit = serverTestLimit
            self.serverHeldBack = serverHeldBack
            self.computerHeldBack = computerHeldBack
            self.computerCPU = computerCPU
        }
    }

    /// What only several tests can say; download rates unless said otherwise.
    public struct Comparison: Sendable, Equatable {
        /// From PC to PC within the school.
        public var lanMbps: Double?
        /// Of two PCs of the school, tested back to back.
        public var wiredMbps: Double?
        public var wifiMbps: Double?
        public var lessons: RateSpread?
        public var outside: RateSpread?
        public var contractedMbps: Double?
        /// What the norm asks for.
        public var requiredMbps: Double?

        public init(
            lanMbps: Double? = nil, wiredMbps: Double? = nil, wifiMbps: Double? = nil, lessons: RateSpread? = nil,
            outside: RateSpread? = nil, contractedMbps: Double? = nil, requiredMbps: Double? = nil
        ) {
            self.lanMbps = lanMbps
            self.wiredMbps = wiredMbps
            self.wifiMbps = wifiMbps
            self.lessons = lessons
            self.outside = outside
            self.contractedMbps = contractedMbps
            self.requiredMbps = requiredMbps
        }
    }

    /// How the rates of several tests lie.
    public struct RateSpread: Sendable, Equatable {
        public var medianMbps: Double
        /// 20th and 80th percentile.
        public var p20Mbps: Double
        public var p80Mbps: Double
        public var tests: Int

        public init(medianMbps: Double, p20Mbps: Double, p80Mbps: Double, tests: Int) {
            self.medianMbps = medianMbps
            self.p20Mbps = p20Mbps
            self.p80Mbps = p80Mbps
            self.tests = tests
        }
    }

    public init(
        server: ServerReach? = nil, gateway: GatewayLatency? = nil, serverIdleMs: Double? = nil,
        serverLoadedMs: Double? = nil, names: NameAndPortal? = nil, platformReached: Bool? = nil,
        downloadMbps: Double? = nil, uploadMbps: Double? = nil, link: LineLink? = nil, strain: Strain = Strain(),
        marks: [LineMark] = [], comparison: Comparison = Comparison(), thresholds: LineThresholds = .standard
    ) {
        self.server = server
        self.gateway = gateway
        self.serverIdleMs = serverIdleMs
        self.serverLoadedMs = serverLoadedMs
        self.names = names
        self.platformReached = platformReached
        self.downloadMbps = downloadMbps
        self.uploadMbps = uploadMbps
        self.link = link
        self.strain = strain
        self.marks = marks
        self.comparison = comparison
        self.thresholds = thresholds
    }
}
