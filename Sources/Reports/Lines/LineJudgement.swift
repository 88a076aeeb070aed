/// A verdict and the facts that decided it.
public struct LineJudgement: Codable, Sendable, Equatable {
    public var verdict: LineVerdict
    /// The figures that the deciding row looked at; of `unknown`, what was missing.
    public var causes: [LineCause]

    public init(_ verdict: LineVerdict, _ causes: [LineCause]) {
        self.verdict = verdict
        self.causes = causes
    }
}

/// One fact behind a verdict: a fixed word, its figure, and what that was held against.
public struct LineCause: Codable, Sendable, Equatable {
    /// What was seen. The word's end says the figure's unit; a word without one has no figure.
    public struct Fact: RawRepresentable, Codable, Sendable, Hashable {
        public var rawValue: String

        /// Any word is kept: a newer program may know more of them.
        public init(rawValue: String) { self.rawValue = rawValue }

        public static let captivePage = Fact(rawValue: "captive_page")
        public static let nameNotFound = Fact(rawValue: "name_not_found")
        public static let serverUnreachable = Fact(rawValue: "server_unreachable")
        public static let serverBusy = Fact(rawValue: "server_busy")
        public static let serverTests = Fact(rawValue: "server_tests")
        public static let serverHeldBack = Fact(rawValue: "server_held_back_share")
        public static let computerHeldBack = Fact(rawValue: "computer_held_back_share")
        public static let computerCPU = Fact(rawValue: "computer_cpu_share")
        public static let computerLink = Fact(rawValue: "computer_link_mbps")
        /// Somebody who saw more of the test marked it so.
        public static let marked = Fact(rawValue: "marked")
        public static let platformReached = Fact(rawValue: "platform_reached")
        public static let gatewayIdle = Fact(rawValue: "gateway_idle_ms")
        public static let gatewayLoss = Fact(rawValue: "gateway_loss_share")
        public static let gatewayRise = Fact(rawValue: "gateway_rise_ms")
        public static let serverRise = Fact(rawValue: "server_rise_ms")
        public static let lanRate = Fact(rawValue: "lan_mbps")
        public static let wiredRate = Fact(rawValue: "wired_mbps")
        public static let wifiRate = Fact(rawValue: "wifi_mbps")
        public static let lessonRate = Fact(rawValue: "lessons_mbps")
        public static let outsideRate = Fact(rawValue: "outside_mbps")
        public static let tariff = Fact(rawValue: "tariff_mbps")
        public static let lineRate = Fact(rawValue: "line_mbps")
        // What was missing, behind `unknown`.
        public static let noGatewayAnswer = Fact(rawValue: "no_gateway_answer")
        public static let noServerAnswer = Fact(rawValue: "no_server_answer")
        public static let noRate = Fact(rawValue: "no_rate")
        public static let noLatency = Fact(rawValue: "no_latency")
        public static let noNameTried = Fact(rawValue: "no_name_tried")
    }

    public var fact: Fact
    public var value: Double?
    /// What the value was held against.
    public var limit: Double?

    public init(_ fact: Fact, _ value: Double? = nil, limit: Double? = nil) {
        self.fact = fact
        self.value = value
        self.limit = limit
    }
}
