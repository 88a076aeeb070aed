import FoundationEssentials
import Reports
import Store
import Testing

@Suite("What a line test may be used for")
struct LineTestStandingTests {
    private static let capped: [LineMark] = [.byteCapped]

    private static func test(
        _ verdict: LineVerdict = .clear, marks: [LineMark]? = nil, down: Double? = 9, up: Double? = 2,
        download: LineRate? = nil, upload: LineRate? = nil
    ) -> LineTest {
        LineTest(
            id: "t", startedAt: ObservedTime(bootID: "b", monotonic: 1, wallClock: LineWorld.start), downloadMbps: down,
            uploadMbps: up, idleLatencyMs: 20, verdict: verdict, server: "ws://test", download: download,
            upload: upload, marks: marks)
    }

    @Test(
        "what leaves a confirmed test out",
        arguments: [
            (test(), nil),
            (test(marks: [.notSchoolLine, .serverLimited]), .notSchoolLine),
            (test(marks: [.serverLimited]), .serverLimited), (test(.serverLimited), .serverLimited),
            (test(marks: [.pcLimited]), .pcLimited), (test(.pcLimited), .pcLimited),
            (test(marks: capped), .byteCapped), (test(marks: [.rampLimited]), .rampLimited),
            (test(marks: capped, download: LineRate(steadyMbps: 9)), nil),
            (test(marks: [.rampLimited], download: LineRate(steadyMbps: 9, rampLimited: true)), nil),
            (test(download: LineRate(meanMbps: 9, rampLimited: true)), .rampLimited),
            // The mark is the upload's.
            (test(marks: [.rampLimited], download: LineRate(meanMbps: 9), upload: LineRate(rampLimited: true)), nil),
            (test(marks: capped, down: nil, upload: LineRate(meanMbps: 2)), .byteCapped),
            (test(marks: [.clockJumped]), nil),
        ] as [(LineTest, LineTestStanding.LeftOut?)])
    func leftOut(_ test: LineTest, _ word: LineTestStanding.LeftOut?) {
        #expect(LineTestStanding(test, line: "1", isLeased: true).leftOut == word)
    }

    @Test("an upload that had not settled is a bound, beside a download that had")
    func uploadBound() {
        let steady = LineRate(steadyMbps: 9)
        func isBound(_ upload: LineRate, marks: [LineMark]? = nil) -> Bool {
            LineTestStanding(
                Self.test(marks: marks, download: steady, upload: upload), line: "1", isLeased: true
            ).uploadIsBound
        }
        #expect(isBound(LineRate(meanMbps: 2, rampLimited: true)))
        #expect(isBound(LineRate(meanMbps: 2), marks: Self.capped))
        #expect(!isBound(LineRate(meanMbps: 2, steadyMbps: 2, rampLimited: true), marks: Self.capped))
        #expect(!isBound(LineRate(meanMbps: 2)))
    }

    @Test("without a confirmed gateway or a lease nothing is confirmed; latency alone asks for no lease")
    func unconfirmed() {
        let rates = Self.test()
        let latency = Self.test(down: nil, up: nil)
        var failed = latency
        failed.problem = "no download figure"
        for (test, line, isLeased, word) in [
            (rates, nil, true, .unconfirmed), (rates, "1", false, .unconfirmed), (latency, "1", false, nil),
            (latency, nil, false, .unconfirmed), (failed, "1", false, .unconfirmed), (failed, "1", true, nil),
        ] as [(LineTest, String?, Bool, LineTestStanding.LeftOut?)] {
            #expect(LineTestStanding(test, line: line, isLeased: isLeased).leftOut == word)
        }
        #expect(LineTestStanding(latency, line: "1", isLeased: false).isLatencyOnly)
        #expect(!LineTestStanding(failed, line: "1", isLeased: true).isLatencyOnly)
    }
}
