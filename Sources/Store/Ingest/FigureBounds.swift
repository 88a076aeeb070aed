internal import Reports

/// What the figures of a line test can be at all: wider than any true one, so that no honest report is refused.
enum FigureBounds {
    /// Mbps: a thousand times the fastest school's line.
    static let rates = 0.0...1e6
    /// Nearly three hours; no measurement takes a minute.
    static let milliseconds = 0.0...1e7
    static let seconds = 0.0...1e4
    static let shares = 0.0...1.0
    static let bytes = 0...1_000_000_000_000
    static let counts = 0...1_000_000
    /// dBm, with the figures that drivers give for none.
    static let signals = -300...100

    /// The name of the first figure that cannot be, nil where all can.
    static func beyond(_ test: LineTest) -> String? {
        let circumstances = test.circumstances
        let ends = [test.download, test.upload].compactMap(\.self)
        let platforms = test.platforms ?? []
        return first(
            rates,
            [("rate", [test.downloadMbps, test.uploadMbps]), ("own traffic", [circumstances?.ownTrafficMbps])]
                + ends.map { ("rate", [$0.meanMbps, $0.steadyMbps, $0.lowMbps, $0.highMbps]) }
                + ends.map { ("early estimate", [$0.early?.mbps, $0.early?.lowMbps, $0.early?.highMbps]) }
                + [("link's rate", [test.link?.wifiRateMbps, test.link?.speedMbps.map(Double.init)])])
            ?? first(
                milliseconds,
                [
                    ("latency", [test.idleLatencyMs, test.loadedLatencyMs, test.jitterMs]),
                    ("latency to the router", [test.gateway?.idleMs, test.gateway?.loadedMs, test.gateway?.jitterMs]),
                    ("time to find a name", [test.names?.nameMs]), ("round trip", ends.map(\.minRTTMs)),
                ] + platforms.map { ("time to a platform", [$0.nameMs, $0.connectMs, $0.tlsMs, $0.firstByteMs]) })
            ?? first(seconds, ends.map { ("length", [$0.seconds, $0.early?.seconds]) })
            ?? first(shares, [("loss", [test.loss, test.gateway?.loss] + ends.map(\.loss))])
            ?? first(
                bytes,
                [("byte count", [test.bytesReceived, test.bytesSent] + ends.flatMap { [$0.bytes, $0.early?.bytes] })])
            ?? first(counts, [("server's count", [circumstances?.serverTests, circumstances?.serverTestLimit])])
            ?? first(signals, [("signal", [test.link?.wifiSignalDBm])])
            ?? (ends.allSatisfy(areOrdered) ? nil : "interval")
    }

    private static func first<Value>(
        _ range: ClosedRange<Value>, _ named: [(name: String, values: [Value?])]
    ) -> String? {
        named.first { !$0.values.allSatisfy { $0.map(range.contains) ?? true } }?.name
    }

    private static func areOrdered(_ rate: LineRate) -> Bool {
        if let low = rate.lowMbps, let high = rate.highMbps, low > high { return false }
        return rate.early.map { $0.lowMbps <= $0.highMbps } ?? true
    }
}
