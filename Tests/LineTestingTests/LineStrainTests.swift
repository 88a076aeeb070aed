import NDT7
import Reports
import Testing

@testable import LineTesting
@testable import NDT7

/// When an end of the connection, and not the line, was the limit.
@Suite struct LineStrainTests {
    static func info(
        busy: Int64? = 9_000_000, window: Int64? = 0, buffer: Int64? = 0, rtt: Int64? = 21_000,
        shortest: Int64? = 20_000
    ) -> TCPInfo {
        var info = TCPInfo()
        (info.busyTime, info.rwndLimited, info.sndBufLimited) = (busy, window, buffer)
        (info.rtt, info.minRTT) = (rtt, shortest)
        return info
    }

    static func evidence(down: TCPInfo? = nil, up: TCPInfo? = nil) -> LineEvidence {
        var download = LineEvidenceTests.result(.download, mbps: 20)
        download.lastServerMeasurement = Measurement(tcpInfo: down)
        var upload = LineEvidenceTests.result(.upload, mbps: 5)
        upload.localTCPInfo = up
        var evidence = LineEvidence()
        evidence.idle.server = [.answered(20)]
        evidence.underDownload.server = [.answered(30)]
        evidence.download = .measured(download)
        evidence.upload = .measured(upload)
        return evidence
    }

    @Test(
        "the sender's kernel says which end was waited for",
        arguments: [
            ("nobody", info(), info(), .unknown), ("our window", info(window: 3_000_000), nil, .pcLimited),
            ("the server's disk", info(buffer: 3_000_000), nil, .serverLimited),
            ("the server's window", nil, info(window: 3_000_000), .serverLimited),
            ("our own buffer", nil, info(buffer: 3_000_000), .pcLimited),
            ("a moment only", info(window: 2_000_000), info(buffer: 2_000_000), .unknown),
            ("a window over a queue on the way", info(window: 9_000_000, rtt: 900_000), nil, .unknown),
            ("short of a second", info(busy: 900_000, window: 900_000), nil, .unknown),
            ("nonsense", info(busy: .max, window: .min, rtt: .max, shortest: 1), info(busy: -1, window: 5), .unknown),
            ("more than all", info(busy: 1_000_000, window: .max), nil, .pcLimited),
            ("no round trip", info(window: 9_000_000, rtt: nil), nil, .unknown), ("nothing", nil, nil, .unknown),
        ] as [(String, TCPInfo?, TCPInfo?, LineVerdict)])
    func heldBack(_ name: String, down: TCPInfo?, up: TCPInfo?, verdict: LineVerdict) {
        let test = Self.evidence(down: down, up: up).complete(LineEvidenceTests.blank)
        #expect(test.verdict == verdict, "\(name)")
        let marks: [LineVerdict: LineMark] = [.pcLimited: .pcLimited, .serverLimited: .serverLimited]
        #expect(test.marks == marks[verdict].map { [$0] }, "\(name)")
        #expect(LineFindings(test).verdict == verdict, "\(name): whoever reads the test later judges the same")
    }

    @Test(
        "a computer whose core was full was the limit",
        arguments: [(0.5, 0.95, .pcLimited), (0.95, 0.2, .pcLimited), (0.8, 0.7, .unknown)]
            as [(Double, Double, LineVerdict)])
    func processor(download: Double, upload: Double, verdict: LineVerdict) {
        var evidence = Self.evidence()
        evidence.processorShares = (download, upload)
        #expect(evidence.complete(LineEvidenceTests.blank).verdict == verdict)
    }

    @Test func theBusierDirectionsLoadIsTold() {
        var evidence = Self.evidence()
        guard case .measured(var upload) = evidence.upload else { return }
        (upload.serverTests, upload.serverTestLimit) = (4, 4)
        evidence.upload = .measured(upload)
        let test = evidence.complete(LineEvidenceTests.blank)
        #expect(test.circumstances?.serverTests == 4 && test.circumstances?.serverTestLimit == 4)
        #expect(test.verdict == .serverLimited)
    }
}
