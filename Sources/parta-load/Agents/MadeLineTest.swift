internal import FoundationEssentials
internal import Reports

/// The result of a line test, with as many figures as a real one has.
enum MadeLineTest {
    static func of(_ agent: AgentID, seq: Int, at time: ObservedTime) -> LineTest {
        var test = LineTest(
            id: ReportMaker.Boot(agent: agent, start: Date(timeIntervalSince1970: Double(seq))).id, startedAt: time,
            downloadMbps: 18.42, uploadMbps: 7.35,
            idleLatencyMs: 24.6, loadedLatencyMs: 87.2, jitterMs: 2.9, loss: 0.004, bytesReceived: 11_502_114,
            bytesSent: 4_398_046, stoppedEarly: true, verdict: .clear,
            server: "wss://127.0.0.1:8444/ndt/v7/download",
            download: rate(18.42), upload: rate(7.35),
            gateway: GatewayLatency(answered: true, idleMs: 0.83, loadedMs: 1.42, jitterMs: 0.2, loss: 0))
        test.link = LineLink(medium: .wired, speedMbps: 1_000)
        test.names = NameAndPortal(nameMs: 11.4, captive: false)
        test.circumstances = LineCircumstances(
            slot: slotName(time.wallClock), inLessons: true, ownTrafficMbps: 0.12)
        return test
    }

    static func slot(of test: LineTest, at time: ObservedTime) -> SlotRecord {
        SlotRecord(
            id: slotName(time.wallClock), plannedAt: time.wallClock, decidedAt: time, inLessons: true, ran: true,
            test: test.id, medium: .wired)
    }

    private static func slotName(_ time: Date) -> String {
        let day = Int((time.timeIntervalSince1970 / 86_400).rounded(.down))
        return "\(CivilDate(daysSinceEpoch: day))/\(1 + Int(time.timeIntervalSince1970) / 3_600 % 24)"
    }

    /// Two decimals, as agents give.
    private static func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }

    private static func rate(_ mbps: Double) -> LineRate {
        LineRate(
            meanMbps: rounded(mbps * 0.94), steadyMbps: mbps, lowMbps: rounded(mbps * 0.97),
            highMbps: rounded(mbps * 1.03), seconds: 4.75,
            bytes: Int(mbps * 4.75 * 125_000), stoppedEarly: true, rampLimited: false, congestionControl: "cubic",
            minRTTMs: 23.9)
    }
}
