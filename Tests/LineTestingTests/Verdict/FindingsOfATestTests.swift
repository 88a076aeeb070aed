import FoundationEssentials
import Reports
import Testing

@Suite struct FindingsOfATestTests {
    private var test: LineTest {
        LineTest(
            id: "t", startedAt: ObservedTime(bootID: "b", monotonic: 0, wallClock: Date(timeIntervalSince1970: 0)),
            downloadMbps: 20,
            uploadMbps: 5,
            idleLatencyMs: 30, loadedLatencyMs: 280, server: "ws://192.0.2.1:8080",
            gateway: GatewayLatency(answered: true, idleMs: 1, loadedMs: 3, loss: 0))
    }

    @Test func aTestWithFiguresProvesTheServerReached() {
        let findings = LineFindings(test)
        #expect(findings.server == .reached && findings.serverRiseMs == 250 && findings.gatewayRiseMs == 2)
        #expect(findings.verdict == .ispQueue)
    }

    @Test func withoutFiguresNothingIsClaimed() {
        var test = test
        test.downloadMbps = nil
        test.uploadMbps = nil
        test.idleLatencyMs = nil
        test.loadedLatencyMs = nil
        #expect(LineFindings(test).server == nil)
        test.names = NameAndPortal(nameMs: 12)
        #expect(LineFindings(test, server: .unreachable).verdict == .outage)
    }

    @Test func theServersTestsComeFromTheCircumstances() {
        var test = test
        test.circumstances = LineCircumstances(serverTests: 4, serverTestLimit: 4)
        #expect(LineFindings(test).verdict == .serverLimited)
    }

    @Test func onePlatformReachedIsEnough() {
        var test = test
        #expect(LineFindings(test).platformReached == nil)
        test.platforms = [PlatformReach(platform: "A", host: "a.example", problem: "no name")]
        #expect(LineFindings(test).platformReached == false)
        test.platforms?.append(PlatformReach(platform: "B", host: "b.example", firstByteMs: 80))
        #expect(LineFindings(test).platformReached == true)
    }

    @Test func aJudgementTravels() throws {
        let judgement = LineFindings(test).judgement
        let text = String(decoding: try ReportCoder.encode(judgement), as: UTF8.self)
        #expect(text.contains(#""fact":"server_rise_ms""#) && text.contains(#""verdict":"isp_queue""#))
        #expect(try ReportCoder.decode(LineJudgement.self, from: Data(text.utf8)) == judgement)
    }
}
