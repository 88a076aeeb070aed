extension LineThresholds {
    /// One threshold that a region may set.
    public struct Settable: Sendable {
        /// As in `RegionSettings.thresholds`.
        public var name: String
        public var path: any WritableKeyPath<LineThresholds, Double> & Sendable
        /// Beyond these it would judge nothing, or everything.
        public var range: ClosedRange<Double>
    }

    public static let settable = [
        Settable(name: "gateway_idle_ms", path: \.gatewayIdleMs, range: 5...500),
        Settable(name: "gateway_loss", path: \.gatewayLoss, range: 0.05...0.5),
        Settable(name: "rise_ms", path: \.riseMs, range: 20...2_000),
        Settable(name: "lan_ratio", path: \.lanRatio, range: 1...10),
        Settable(name: "wifi_share", path: \.wifiShare, range: 0.1...0.9),
        Settable(name: "lesson_share", path: \.lessonShare, range: 0.1...0.95),
        Settable(name: "contract_share", path: \.contractShare, range: 0.5...1),
        Settable(name: "class_tests", path: \.classTests, range: 3...1_000),
        Settable(name: "class_days", path: \.classDays, range: 3...60),
        Settable(name: "money_tests", path: \.moneyTests, range: 3...1_000),
        Settable(name: "money_days", path: \.moneyDays, range: 3...60),
        Settable(name: "judging_days", path: \.judgingDays, range: 7...366),
        Settable(name: "skipped_share", path: \.skippedShare, range: 0.05...1),
        Settable(name: "online_download_mbps", path: \.onlineDownloadMbps, range: 0.1...1_000),
        Settable(name: "online_upload_mbps", path: \.onlineUploadMbps, range: 0.1...1_000),
        Settable(name: "online_latency_ms", path: \.onlineLatencyMs, range: 10...2_000),
    ]

    /// The standard thresholds with those of a region's settings: an unknown name or a value out of range changes nothing.
    public init(settings: [String: Double]?) {
        self.init()
        for threshold in Self.settable {
            guard let value = settings?[threshold.name], threshold.range.contains(value) else { continue }
            self[keyPath: threshold.path] = value
        }
    }
}
