public import Reports

/// What a test of a line moves, both directions together, in payload bytes.
public struct TestCost: Sendable, Equatable {
    /// Of a test that stops early.
    public var early: Int
    /// Of a test in full.
    public var full: Int

    public init(early: Int, full: Int) {
        self.early = early
        self.full = full
    }

    /// The share of a full test's bytes that an early-stopped one moves: measured 21-36 % at 5-100 Mbps on clean links
    /// (facts/line-testing.md), taken on the careful side.
    public static let earlyShare = 0.4

    /// From a line's last rates: ten seconds each way is 1.25 MB per Mbps.
    public init(downloadMbps: Double, uploadMbps: Double) {
        // A line of 100 Gbps bounds what a garbled figure may ask for.
        let mbps = min(max(0, downloadMbps) + max(0, uploadMbps), 100_000)
        let bytes = mbps.isFinite ? mbps * 1_250_000 : 0
        self.init(early: Int(bytes * Self.earlyShare), full: Int(bytes))
    }

    /// From the last test of the line, nil where it gave no figure.
    public init?(after test: LineTest) {
        guard let down = test.downloadMbps else { return nil }
        self.init(downloadMbps: down, uploadMbps: test.uploadMbps ?? down)
    }
}
