internal import FoundationEssentials
internal import Reports
internal import Store

/// One test of a made-up line, as an agent would have told of it.
struct LineTestMaker {
    static let server = "wss://lines.made-up.example:4443/ndt/v7/download"
    /// What a test loads each direction for at most, in seconds.
    private static let seconds = 8.0

    var truth: LineTruth
    var platform: MadePlatform
    var medium: LineLink.Medium

    /// - Parameters:
    ///   - slot: nil lets nothing be said of lessons.
    ///   - works: false for a dead line.
    func test(slot: String, at start: Date, in boot: MadeBoot, inLessons: Bool, works: Bool, _ draws: inout Draws)
        -> LineTest
    {
        var test = LineTest(id: Self.uuid(&draws), startedAt: boot.time(start), server: Self.server)
        test.circumstances = LineCircumstances(
            slot: slot, lease: draws.hex32(), line: truth.line.id, inLessons: inLessons,
            ownTrafficMbps: Self.rounded(draws.real(0, 0.4)), gateway: truth.line.gateway)
        test.link = LineLink(
            medium: medium, speedMbps: medium == .wired ? 1_000 : nil,
            wifiSignalDBm: medium == .wifi ? -draws.whole(42...78) : nil)
        let slow = medium == .wifi && truth.wifiMbps != nil
        let gatewayIdle = slow ? draws.real(8, 60) : draws.real(0.4, 3)
        test.gateway = GatewayLatency(
            answered: true, idleMs: Self.rounded(gatewayIdle),
            loadedMs: Self.rounded(gatewayIdle * draws.real(1, slow ? 6 : 1.5)),
            jitterMs: Self.rounded(gatewayIdle * 0.2), loss: 0)
        guard works else {
            test.verdict = .outage
            test.problem = "no answer from the server within 10 seconds"
            return test
        }
        measure(&test, inLessons: inLessons, slow: slow, &draws)
        test.names = NameAndPortal(nameMs: Self.rounded(draws.real(3, 40)), captive: false)
        test.platforms = [platform.reach(latencyMs: test.idleLatencyMs ?? 50, &draws)]
        return test
    }

    private func measure(_ test: inout LineTest, inLessons: Bool, slow: Bool, _ draws: inout Draws) {
        let share = inLessons ? truth.shareInLessons * max(0.2, 1 + 0.12 * draws.normal()) : 1
        let wave = truth.story == .capped ? 0.005 : 0.05
        var down = max(0.1, truth.downloadMbps * share * max(0.1, 1 + wave * draws.normal()))
        var up = max(0.1, truth.uploadMbps * max(0.1, 1 + wave * draws.normal()))
        if slow, let most = truth.wifiMbps {
            let air = max(0.5, most * (1 + 0.25 * draws.normal()))
            (down, up) = (min(down, air), min(up, air))
        }
        let capped = draws.chance(0.02)
        let download = Self.rate(down, settled: !capped, latency: truth.idleLatencyMs, &draws)
        let upload = Self.rate(up, settled: true, latency: truth.idleLatencyMs, &draws)
        let busy = share < 0.7
        test.downloadMbps = download.steadyMbps ?? download.meanMbps
        test.uploadMbps = upload.steadyMbps
        let idle = truth.idleLatencyMs * draws.real(0.95, 1.2)
        test.idleLatencyMs = Self.rounded(idle)
        test.loadedLatencyMs = Self.rounded(idle * draws.real(1.2, busy ? 9 : 2.5))
        test.jitterMs = Self.rounded(idle * draws.real(0.02, 0.2))
        test.loss = Self.rounded(draws.real(0, busy ? 0.02 : 0.004))
        test.bytesReceived = download.bytes
        test.bytesSent = upload.bytes
        test.stoppedEarly = download.stoppedEarly
        test.verdict = slow ? .lan : busy ? .ispQueue : .clear
        test.download = download
        test.upload = upload
        if capped { test.marks = [.byteCapped] }
    }

    private static func rate(_ mbps: Double, settled: Bool, latency: Double, _ draws: inout Draws) -> LineRate {
        let seconds = draws.chance(0.7) ? draws.real(2.5, 6) : seconds
        let width = mbps * draws.real(0.02, 0.08)
        return LineRate(
            meanMbps: rounded(mbps * 0.94), steadyMbps: settled ? rounded(mbps) : nil, lowMbps: rounded(mbps - width),
            highMbps: rounded(mbps + width), seconds: rounded(seconds), bytes: Int(mbps * seconds * 125_000),
            stoppedEarly: seconds < Self.seconds, rampLimited: false, congestionControl: "cubic",
            minRTTMs: rounded(latency))
    }

    /// Two decimals, as agents give.
    static func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }

    private static func uuid(_ draws: inout Draws) -> String {
        MadeBoot(
            key: (draws.bits(), draws.bits()), day: CivilDate(daysSinceEpoch: 0), startedAt: .distantPast,
            sealedAt: .distantPast
        ).id
    }
}
