import FoundationEssentials
import Testing

@testable import LineTesting
@testable import NDT7
@testable import Reports

/// The line test that follows from what was found.
@Suite struct LineEvidenceTests {
    static let blank = LineTest(
        id: "1", startedAt: ObservedTime(bootID: "b", monotonic: 1, wallClock: .init(timeIntervalSince1970: 0)),
        server: "ws://127.0.0.1:1")

    static func result(
        _ direction: Direction, mbps: Double?, sent: Int? = nil, again: Int? = nil, warnings: [String] = []
    ) -> NDT7Result {
        NDT7Result(
            direction: direction, bytes: 1, elapsedSeconds: 10, mbps: mbps, samples: [], sentByteCount: sent,
            retransmittedByteCount: again, localBytesReceived: 100, localBytesSent: 20, warnings: warnings,
            ending: .closedByServer)
    }

    @Test func everythingMeasured() {
        var evidence = LineEvidence()
        evidence.idle.server = [.answered(10), .answered(14), .answered(12)]
        evidence.underDownload.server = (1...21).map { .answered(Double($0) * 10) }
        evidence.download = .measured(Self.result(.download, mbps: 20, sent: 900, again: 30))
        evidence.upload = .measured(Self.result(.upload, mbps: 5, sent: 100, again: 20))
        let test = evidence.complete(Self.blank)
        #expect(test.downloadMbps == 20)
        #expect(test.uploadMbps == 5)
        #expect(test.idleLatencyMs == 12)
        #expect(test.jitterMs == 3)
        #expect(test.loadedLatencyMs == 200)
        #expect(test.loss == 0.05)
        #expect(test.bytesReceived == 200)
        #expect(test.bytesSent == 40)
        #expect(test.stoppedEarly == false)
        #expect(test.verdict == .unknown)
        #expect(test.problem == nil)
    }

    @Test(
        "nothing answers: an outage only where the school's network and the names are known to work",
        arguments: [
            (true, NameAndPortal(nameMs: 9), .outage), (true, nil, .unknown),
            (false, NameAndPortal(nameMs: 9), .unknown),
            (true, NameAndPortal(nameProblem: "no answer"), .outage),
            (true, NameAndPortal(nameMs: 9, captive: true), .captive),
        ] as [(Bool, NameAndPortal?, LineVerdict)])
    func nothingAnswers(gatewayAnswers: Bool, names: NameAndPortal?, verdict: LineVerdict) {
        var evidence = LineEvidence()
        evidence.probesGateway = true
        evidence.idle.gateway = [gatewayAnswers ? .answered(1) : .silent(500)]
        evidence.surroundings.names = names
        evidence.idle.server = [.silent(2000), .failed("Network is unreachable")]
        evidence.download = .failed(.unreachable(reason: "no answer within 5.0 s"))
        let test = evidence.complete(Self.blank)
        #expect(test.verdict == verdict)
        #expect(LineFindings(test).verdict == verdict, "whoever reads the test later judges the same")
        #expect(test.idleLatencyMs == nil)
        #expect(test.downloadMbps == nil)
        #expect(test.problem?.contains("no answer within 5.0 s") == true)
    }

    @Test(
        "a server that answers is no outage",
        arguments: [
            (.refused(status: 503, retryAfterSeconds: 30), .serverLimited),
            (.refused(status: 429, retryAfterSeconds: nil), .serverLimited),
            (.refused(status: 401, retryAfterSeconds: nil), .unknown), (.badHandshake("x"), .unknown),
            (.unreachable(reason: "x"), .unknown), (.notSecure("x"), .unknown),
        ] as [(NDT7Failure, LineVerdict)])
    func answeringIsNoOutage(failure: NDT7Failure, verdict: LineVerdict) {
        var evidence = LineEvidence()
        evidence.probesGateway = true
        evidence.idle.gateway = [.answered(1)]
        evidence.surroundings.names = NameAndPortal(nameMs: 9)
        evidence.idle.server = [.answered(8)]
        evidence.underDownload.server = [.answered(9)]
        evidence.download = .failed(failure)
        let test = evidence.complete(Self.blank)
        #expect(test.verdict == verdict)
        #expect(LineFindings(test).verdict == verdict, "whoever reads the test later judges the same")
        #expect(test.marks == (verdict == .serverLimited ? [.serverLimited] : nil))
        #expect(test.idleLatencyMs == 8)
        #expect(test.loadedLatencyMs == nil, "nothing loaded the line")
        #expect(test.problem?.contains(failure.description) == true)
    }

    @Test func aRefusalWithoutProbesIsTheServers() {
        var evidence = LineEvidence()
        evidence.download = .failed(.refused(status: 503, retryAfterSeconds: nil))
        #expect(evidence.complete(Self.blank).verdict == .serverLimited)
    }

    @Test(
        "a name that is not found is no outage: dns, where the gateway answers",
        arguments: [(true, .dns), (false, .unknown)] as [(Bool, LineVerdict)])
    func aNameNotFound(gatewayAnswers: Bool, verdict: LineVerdict) {
        var evidence = LineEvidence()
        evidence.probesGateway = true
        evidence.idle.gateway = [gatewayAnswers ? .answered(1) : .silent(500)]
        evidence.surroundings.names = NameAndPortal(nameProblem: "no answer")
        evidence.isNameUnknown = true
        evidence.download = .failed(.unreachable(reason: "it cannot be found by its name"))
        let test = evidence.complete(Self.blank)
        #expect(test.verdict == verdict)
        #expect(test.download?.ending == "name_not_found")
        #expect(LineFindings(test).verdict == verdict)
    }

    @Test func withoutLoadSilenceStillSaysThatTheServerIsUnreachable() {
        var evidence = LineEvidence()
        evidence.probesGateway = true
        evidence.idle = LineEvidence.Probes(server: [.silent(2000)], gateway: [.answered(1)])
        evidence.surroundings.names = NameAndPortal(nameMs: 9)
        #expect(evidence.complete(Self.blank).verdict == .outage)
        evidence.isCancelled = true
        #expect(evidence.complete(Self.blank).verdict == .unknown)
    }

    @Test func warningsAreSaidAndFiguresStand() {
        var evidence = LineEvidence()
        evidence.idle.server = [.answered(8)]
        evidence.download = .measured(Self.result(.download, mbps: 3, warnings: ["ended early"]))
        evidence.upload = .measured(Self.result(.upload, mbps: nil))
        let test = evidence.complete(Self.blank)
        #expect(test.downloadMbps == 3)
        #expect(test.problem == "download: ended early; no upload figure: nothing arrived in time")
    }

    @Test(
        "a server's odd counts make no odd loss",
        arguments: [(0, 0, nil), (-5, 3, nil), (100, -7, 0), (100, 1000, 1), (nil, 5, nil)] as [(Int?, Int?, Double?)])
    func loss(sent: Int?, again: Int?, loss: Double?) {
        var evidence = LineEvidence()
        evidence.download = .measured(Self.result(.download, mbps: 1, sent: sent, again: again))
        #expect(evidence.complete(Self.blank).loss == loss)
    }

    @Test func silentProbesCountAsTheirTimeOut() {
        var evidence = LineEvidence()
        evidence.underDownload.server = [.answered(10), .silent(2000)]
        evidence.download = .measured(Self.result(.download, mbps: 1))
        #expect(evidence.complete(Self.blank).loadedLatencyMs == 10 + 1990 * 0.95)
        evidence.underDownload.server = [.silent(2000)]
        #expect(evidence.complete(Self.blank).loadedLatencyMs == nil)
    }
}

/// What a full direction's curve adds to the line test.
@Suite struct LineEvidenceRateTests {
    private func test(_ levels: [(mbps: Double, seconds: Double)], ending: NDT7Result.Ending) -> LineTest {
        let samples = RateEstimateTests.samples(levels)
        var result = LineEvidenceTests.result(.download, mbps: 7)
        result.samples = samples
        result.ending = ending
        var evidence = LineEvidence()
        evidence.download = .measured(result)
        return evidence.complete(LineEvidenceTests.blank)
    }

    @Test func theSteadyRateIsTheHeadline() throws {
        let test = test([(1, 1), (3, 1), (6, 1), (10, 7)], ending: .closedByServer)
        #expect(abs(try #require(test.downloadMbps) - 10) < 0.1)
        #expect(test.download?.meanMbps == 7)
        #expect(test.download?.rampLimited == false)
        #expect(test.marks == nil)
    }

    @Test func whatStillRisesIsMarkedAndKeepsItsMean() {
        let test = test((1...10).map { (Double($0), 1) }, ending: .closedByServer)
        #expect(test.downloadMbps == 7)
        #expect(test.download?.steadyMbps == nil)
        #expect(test.marks == [.rampLimited])
    }

    @Test func aFullTestSaysWhatTheEarlyRuleWouldHave() throws {
        let early = try #require(test([(5, 0.3), (20, 4), (16, 5.7)], ending: .closedByServer).download?.early)
        #expect(abs(early.mbps - 20) < 0.4)
        #expect((2.5...3).contains(early.seconds))
        #expect((5_500_000..<7_500_000).contains(early.bytes))
    }

    @Test func aFailedDirectionCostsWhatItMoved() {
        var evidence = LineEvidence()
        evidence.download = .failed(
            NDT7Failure(.refused(status: 503, retryAfterSeconds: 40), bytesReceived: 90, bytesSent: 300))
        let test = evidence.complete(LineEvidenceTests.blank)
        #expect(test.bytesReceived == 90)
        #expect(test.bytesSent == 300)
        #expect(test.download?.ending == "busy")
        #expect(test.download?.retryAfterSeconds == 40)
    }

    @Test func aSilentGatewayIsUnknownAndNotBad() {
        var evidence = LineEvidence()
        evidence.probesGateway = true
        evidence.idle.gateway = [.silent(500), .silent(500)]
        let silent = evidence.complete(LineEvidenceTests.blank).gateway
        #expect(silent == GatewayLatency(answered: false))
        evidence.idle.gateway = [.answered(1), .silent(500), .answered(3), .answered(2)]
        evidence.underDownload.gateway = [.answered(40)]
        evidence.download = .measured(LineEvidenceTests.result(.download, mbps: 1))
        let gateway = evidence.complete(LineEvidenceTests.blank).gateway
        #expect(gateway?.loss == 0.25)
        #expect(gateway?.idleMs == 2.5)
        #expect(gateway?.loadedMs == 40)
    }
}
