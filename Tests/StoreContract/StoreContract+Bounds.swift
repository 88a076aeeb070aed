import FoundationEssentials
import Reports
import Store
import Testing

extension StoreContract {
    static let bounds = [
        StoreContract("a line test beyond all bounds is refused with its report") { world in
            try await world.withSchools()
            let agent = try await world.withAgent()
            var test = world.fullTest("1", at: 100, down: 9, inLessons: true)
            test.download?.early = EarlyEstimate(mbps: 9, lowMbps: 8, highMbps: 10, seconds: 1, bytes: 1)
            _ = try world.report(agent, 1, at: 300, tests: [test])
            func refuse(_ name: String, _ change: (inout LineTest) -> Void) {
                var bad = test
                change(&bad)
                #expect(throws: ReportFailure.self, "\(name)") { try world.report(agent, 1, at: 300, tests: [bad]) }
            }
            for figure in BoundCase.rates + BoundCase.milliseconds + BoundCase.others {
                for value in [-1e-9, figure.limit * 1.01] {
                    refuse("\(figure.name) of \(value)") { figure.set(&$0, value) }
                }
                var fine = test
                figure.set(&fine, figure.limit)
                #expect(throws: Never.self, "\(figure.name)") { try world.report(agent, 1, at: 300, tests: [fine]) }
            }
            let long = String(repeating: "x", count: 201)
            refuse("a signal no radio has") { $0.link?.wifiSignalDBm = 101 }
            refuse("a signal below all noise") { $0.link?.wifiSignalDBm = -301 }
            refuse("an interval upside down") { $0.download?.lowMbps = 11 }
            refuse("an early interval upside down") { $0.download?.early?.lowMbps = 10.5 }
            refuse("two marks in one") { $0.marks = [LineMark(rawValue: "a b")] }
            refuse("marks without end") { $0.marks = Array(repeating: .rampLimited, count: 21) }
            refuse("a line with a novel for a name") { $0.circumstances?.line = long }
            refuse("a gateway with a novel for a hash") { $0.circumstances?.gateway = long }
            refuse("a boot with a novel for an id") { $0.startedAt.bootID = long }
            refuse("a platform without a host") { $0.platforms?[0].host = "" }
            refuse("platforms without end") {
                $0.platforms = Array(repeating: PlatformReach(platform: "p", host: "h"), count: 51)
            }
            refuse("a problem without end") { $0.platforms?[0].problem = String(repeating: "x", count: 2_001) }
        },
        StoreContract("the platforms of all tests of a report have one limit, which an agent's reports keep to") {
            world in
            try await world.withSchools()
            let agent = try await world.withAgent()
            func tests(_ count: Int) -> [LineTest] {
                (0..<count).map { index in
                    var test = world.test("\(index)", at: 100, down: 9, up: 1)
                    test.platforms = (0..<32).map { PlatformReach(platform: "p\($0)", host: "h") }
                    return test
                }
            }
            // As many tests as `SealLimits` puts into one report, each with a full list of platforms.
            _ = try world.report(agent, 1, tests: tests(60))
            #expect(throws: ReportFailure.self) { try world.report(agent, 1, tests: tests(63)) }
        },
    ]
}

/// One figure of a line test, and the most that it can be.
private struct BoundCase: Sendable {
    var name: String
    var limit: Double
    var set: @Sendable (inout LineTest, Double) -> Void

    static let rates: [BoundCase] = [
        BoundCase(name: "download", limit: 1e6) { $0.downloadMbps = $1 },
        BoundCase(name: "upload", limit: 1e6) { $0.uploadMbps = $1 },
        BoundCase(name: "own traffic", limit: 1e6) { $0.circumstances?.ownTrafficMbps = $1 },
        BoundCase(name: "mean", limit: 1e6) { $0.download?.meanMbps = $1 },
        BoundCase(name: "steady", limit: 1e6) { $0.download?.steadyMbps = $1 },
        BoundCase(name: "high", limit: 1e6) { $0.download?.highMbps = $1 },
        BoundCase(name: "low", limit: 1e6) {
            $0.download?.lowMbps = $1
            $0.download?.highMbps = nil
        },
        BoundCase(name: "early", limit: 1e6) { $0.download?.early?.mbps = $1 },
        BoundCase(name: "early high", limit: 1e6) { $0.download?.early?.highMbps = $1 },
        BoundCase(name: "transmit rate", limit: 1e6) { $0.link?.wifiRateMbps = $1 },
    ]

    static let milliseconds: [BoundCase] = [
        BoundCase(name: "idle", limit: 1e7) { $0.idleLatencyMs = $1 },
        BoundCase(name: "loaded", limit: 1e7) { $0.loadedLatencyMs = $1 },
        BoundCase(name: "jitter", limit: 1e7) { $0.jitterMs = $1 },
        BoundCase(name: "router idle", limit: 1e7) { $0.gateway?.idleMs = $1 },
        BoundCase(name: "router loaded", limit: 1e7) { $0.gateway?.loadedMs = $1 },
        BoundCase(name: "router jitter", limit: 1e7) { $0.gateway?.jitterMs = $1 },
        BoundCase(name: "name", limit: 1e7) { $0.names?.nameMs = $1 },
        BoundCase(name: "round trip", limit: 1e7) { $0.download?.minRTTMs = $1 },
        BoundCase(name: "platform name", limit: 1e7) { $0.platforms?[0].nameMs = $1 },
        BoundCase(name: "platform connect", limit: 1e7) { $0.platforms?[0].connectMs = $1 },
        BoundCase(name: "platform tls", limit: 1e7) { $0.platforms?[0].tlsMs = $1 },
        BoundCase(name: "platform first byte", limit: 1e7) { $0.platforms?[0].firstByteMs = $1 },
    ]

    static let others: [BoundCase] = [
        BoundCase(name: "seconds", limit: 1e4) { $0.download?.seconds = $1 },
        BoundCase(name: "early seconds", limit: 1e4) { $0.download?.early?.seconds = $1 },
        BoundCase(name: "loss", limit: 1) { $0.loss = $1 },
        BoundCase(name: "router loss", limit: 1) { $0.gateway?.loss = $1 },
        BoundCase(name: "rate's loss", limit: 1) { $0.download?.loss = $1 },
        BoundCase(name: "received", limit: 1e12) { $0.bytesReceived = whole($1) },
        BoundCase(name: "sent", limit: 1e12) { $0.bytesSent = whole($1) },
        BoundCase(name: "rate's bytes", limit: 1e12) { $0.download?.bytes = whole($1) },
        BoundCase(name: "early bytes", limit: 1e12) { $0.download?.early?.bytes = whole($1) },
        BoundCase(name: "server tests", limit: 1e6) { $0.circumstances?.serverTests = whole($1) },
        BoundCase(name: "server limit", limit: 1e6) { $0.circumstances?.serverTestLimit = whole($1) },
        BoundCase(name: "link speed", limit: 1e6) { $0.link?.speedMbps = whole($1) },
    ]

    private static func whole(_ value: Double) -> Int { Int(value.rounded(.awayFromZero)) }
}
