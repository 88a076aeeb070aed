import Reports
import Store
import Testing

/// One row of the evidence table each: what was seen, and what it means for the budget.
struct LineCase: CustomTestStringConvertible {
    var testDescription: String
    var samples: [LineSample]
    var verdict: LineVerdict
    var remedy: LineRemedy?
    var meets: Bool?
    /// Words that the cause must hold.
    var cause: [String] = []

    static let all: [LineCase] = [
        LineCase(
            testDescription: "fast enough", samples: LineWorld.tests(30, mbps: LineWorld.between(35, 60)),
            verdict: .clear, remedy: nil, meets: true, cause: ["own rate", "30 of 30 tests"]),
        LineCase(
            testDescription: "slow at all hours: a line to build",
            samples: LineWorld.tests(30, mbps: LineWorld.between(2, 6))
                + LineWorld.outside(mbps: LineWorld.between(3, 7)),
            verdict: .clear, remedy: .build, meets: false),
        LineCase(
            testDescription: "slow, and never measured outside lessons",
            samples: LineWorld.tests(30, mbps: LineWorld.between(2, 6)), verdict: .clear, remedy: .measureMore,
            meets: false),
        LineCase(
            testDescription: "slow in lessons only, the line would do",
            samples: LineWorld.tests(30, mbps: LineWorld.between(8, 14))
                + LineWorld.outside(mbps: LineWorld.between(45, 60)),
            verdict: .sharedLoad, remedy: .upgradeContract, meets: false, cause: ["11 Mbps is left", "outside (6)"]),
        LineCase(
            testDescription: "slower in lessons, and short at night too",
            samples: LineWorld.tests(30, mbps: LineWorld.between(2, 4))
                + LineWorld.outside(mbps: LineWorld.between(8, 12)),
            verdict: .clear, remedy: .build, meets: false),
        LineCase(
            testDescription: "busy in lessons, and still enough",
            samples: LineWorld.tests(30, mbps: LineWorld.between(25, 35))
                + LineWorld.outside(mbps: LineWorld.between(80, 95)),
            verdict: .clear, remedy: nil, meets: true),
        LineCase(
            testDescription: "a flat plateau at ten, day and night",
            samples: LineWorld.tests(30, mbps: LineWorld.between(9.4, 9.7)) + LineWorld.outside { _ in 9.6 },
            verdict: .tariffCap, remedy: .upgradeContract, meets: false, cause: ["contract of 10 Mbps"]),
        LineCase(
            testDescription: "flat at no round figure",
            samples: LineWorld.tests(30, mbps: LineWorld.between(17, 17.3)) + LineWorld.outside { _ in 17.1 },
            verdict: .clear, remedy: .build, meets: false),
        LineCase(
            testDescription: "wired fast, Wi-Fi slow",
            samples: LineWorld.tests(15, mbps: LineWorld.between(60, 80))
                + LineWorld.tests(15, medium: .wifi, mbps: LineWorld.between(5, 12)),
            verdict: .wifi, remedy: .fixWifi, meets: true, cause: ["Wi-Fi, not the provider"]),
        LineCase(
            testDescription: "Wi-Fi slow, and the wire short as well",
            samples: LineWorld.tests(30, mbps: LineWorld.between(10, 14))
                + LineWorld.tests(30, medium: .wifi, mbps: LineWorld.between(1, 3))
                + LineWorld.outside(mbps: LineWorld.between(11, 14)),
            verdict: .clear, remedy: .build, meets: false),
        LineCase(
            testDescription: "PC to PC hardly faster than the line",
            samples: LineWorld.tests(30, mbps: LineWorld.between(30, 50))
                + LineWorld.tests(3, perDay: 1, target: .peer, mbps: { _ in 60 }),
            verdict: .lanBound, remedy: .fixLAN, meets: true, cause: ["PC to PC", "60 Mbps"]),
        LineCase(
            testDescription: "a slow gateway",
            samples: LineWorld.tests(30, verdict: .lan, mbps: LineWorld.between(4, 9)),
            verdict: .lan, remedy: .fixLAN, meets: false, cause: ["not the provider"]),
        LineCase(
            testDescription: "the queue at the provider",
            samples: LineWorld.tests(30, verdict: .ispQueue, mbps: LineWorld.between(4, 9))
                + LineWorld.outside(mbps: LineWorld.between(5, 9)),
            verdict: .ispQueue, remedy: .build, meets: false, cause: ["240 ms in place of 20 ms", "stays at 4 ms"]),
        LineCase(
            testDescription: "down most of the time",
            samples: LineWorld.tests(30, verdict: .outage, mbps: { _ in nil }), verdict: .outage, remedy: .measureMore,
            meets: nil, cause: ["30 of 30"]),
        LineCase(
            testDescription: "somebody else's page",
            samples: LineWorld.tests(30, verdict: .captive, mbps: { _ in nil }),
            verdict: .captive, remedy: .upgradeContract, meets: nil),
        LineCase(
            testDescription: "no names", samples: LineWorld.tests(30, verdict: .dns, mbps: { _ in nil }),
            verdict: .dns, remedy: .fixLAN, meets: nil),
        LineCase(
            testDescription: "a router that answers no probe",
            samples: LineWorld.tests(30, verdict: .unknown, mbps: LineWorld.between(4, 9)), verdict: .unknown,
            remedy: .measureMore, meets: false),
        LineCase(
            testDescription: "causes that differ from test to test",
            samples: LineWorld.tests(12, verdict: .lan, mbps: LineWorld.between(4, 9))
                + LineWorld.tests(13, firstDay: 4, verdict: .ispQueue, mbps: LineWorld.between(4, 9))
                + LineWorld.tests(12, firstDay: 8, verdict: .clear, mbps: LineWorld.between(4, 9)),
            verdict: .unknown, remedy: .measureMore, meets: false, cause: ["No cause stands out"]),
        LineCase(
            testDescription: "a few tests", samples: LineWorld.tests(11, mbps: LineWorld.between(1, 2)),
            verdict: .unknown, remedy: .measureMore, meets: nil, cause: ["11 tests on 4 days"]),
        LineCase(
            testDescription: "many tests on few days",
            samples: LineWorld.tests(40, perDay: 10, mbps: LineWorld.between(1, 2)), verdict: .unknown,
            remedy: .measureMore, meets: nil, cause: ["on 4 days"]),
    ]
}

@Suite("The verdict over many tests")
struct LineDiagnosisTests {
    @Test("each row of the evidence table", arguments: LineCase.all)
    func row(_ line: LineCase) throws {
        let row = try #require(LineWorld.row(line.samples))
        #expect(row.diagnosis.verdict == line.verdict, "\(row.diagnosis.cause)")
        #expect(row.diagnosis.remedy == line.remedy)
        #expect(row.norm.isMet == line.meets, "\(row.norm.basis)")
        for words in line.cause { #expect(row.diagnosis.cause.contains(words), "\(row.diagnosis.cause)") }
        #expect(row.diagnosis.cause.hasSuffix(".") && !row.diagnosis.cause.contains("nil"))
    }

    @Test("a test that is left out moves no figure and no verdict", arguments: LineTestStanding.LeftOut.allCases)
    func leftOut(_ word: LineTestStanding.LeftOut) throws {
        let honest = LineWorld.tests(30, mbps: LineWorld.between(35, 60))
        let others = LineWorld.tests(60, verdict: .lan, leftOut: word, mbps: { _ in 0.5 })
        let (alone, both) = (try #require(LineWorld.row(honest)), try #require(LineWorld.row(others + honest)))
        var expected = alone
        expected.testsLeftOut[word.rawValue] = 60
        guard word.isBound else { return #expect(both == expected) }
        // Slower than nearly all: they may be anything, so that nothing is known any more.
        #expect(both.downloadMbps == expected.downloadMbps)
        #expect(both.diagnosis.verdict == expected.diagnosis.verdict)
        #expect(both.downloadAtLeastMbps == 0.5)
        #expect(both.norm.isMet == nil)
    }

    @Test("a line faster than its tests' bytes allow meets its norm, by what it gives at least")
    func alwaysCapped() throws {
        let row = try #require(
            LineWorld.row(LineWorld.tests(30, leftOut: .byteCapped, mbps: LineWorld.between(300, 400))))
        #expect([row.downloadMbps, row.downloadAtLeastMbps, row.lastDownloadMbps] == [nil, 350, row.lastDownloadMbps])
        #expect((row.lastDownloadMbps ?? 0) >= 300)
        #expect(row.norm.isMet == true)
        #expect(row.norm.basis.contains("30 of which had not settled: at least 350 Mbps"), "\(row.norm.basis)")
        #expect(row.diagnosis.remedy == nil)
    }

    @Test("bounds above the median do not move it across the norm, nor do those below it hide a slow line")
    func fewBounds() throws {
        func row(_ settled: Double, _ bound: Double, _ bounds: Int) throws -> NormCheck {
            let samples =
                LineWorld.tests(30) { _ in settled } + LineWorld.tests(bounds, leftOut: .rampLimited) { _ in bound }
            return try #require(LineWorld.row(samples)).norm
        }
        #expect(try row(30, 15, 10).isMet == true)
        #expect(try row(10, 15, 10).isMet == false)
        #expect(try row(10, 15, 31).isMet == nil)
        #expect(try row(10, 25, 31).isMet == true)
    }

    @Test("tests against M-Lab's server have figures of their own and touch no others")
    func mlab() throws {
        let own = LineWorld.tests(30, mbps: LineWorld.between(35, 60))
        let mlab = LineWorld.tests(60, verdict: .lan, target: .mlab, mbps: { _ in 0.5 })
        var expected = try #require(LineWorld.row(own))
        (expected.mlabTests, expected.mlabDownloadMbps) = (60, 0.5)
        #expect(try #require(LineWorld.row(mlab + own)) == expected)
    }

    @Test("latency alone moves the latencies and nothing else")
    func latencyOnly() throws {
        let own = LineWorld.tests(30, mbps: LineWorld.between(35, 60))
        var latency = LineWorld.tests(60, verdict: .lan, mbps: { _ in nil })
        for index in latency.indices {
            (latency[index].isLatencyOnly, latency[index].idleLatencyMs) = (true, 80)
        }
        var expected = try #require(LineWorld.row(own))
        (expected.latencyTests, expected.idleLatencyMs) = (60, 80)
        #expect(try #require(LineWorld.row(latency + own)) == expected)
    }

    @Test("tests without a verdict do not outvote those with one, unless these are too few", arguments: [11, 12])
    func silentRouters(_ telling: Int) throws {
        let samples =
            LineWorld.tests(telling, verdict: .lan, mbps: LineWorld.between(4, 9))
            + LineWorld.tests(30, verdict: .unknown, mbps: LineWorld.between(4, 9))
        let diagnosis = try #require(LineWorld.row(samples)).diagnosis
        #expect(diagnosis.verdict == (telling == 12 ? .lan : .unknown))
        #expect(
            diagnosis.cause.contains(telling == 12 ? "12 of 12 tests with a verdict" : "of which 11 have a verdict"))
    }

    @Test("what PC to PC was held against is said as it was: twice the rate outside lessons")
    func lanLimit() throws {
        let samples =
            LineWorld.tests(30, mbps: LineWorld.between(8, 12)) + LineWorld.outside { _ in 40 }
            + LineWorld.tests(3, perDay: 1, target: .peer, mbps: { _ in 60 })
        let diagnosis = try #require(LineWorld.row(samples)).diagnosis
        #expect(diagnosis.verdict == .lanBound)
        #expect(diagnosis.cause.contains("60 Mbps, less than 80 Mbps, 2 times"), "\(diagnosis.cause)")
    }
}
