import Reports
import Testing

/// The table of evidence, row by row: each case changes a healthy line in one way.
@Suite struct VerdictTests {
    /// A line of which all was seen and nothing is wrong.
    static let healthy = LineFindings(
        server: .reached, gateway: GatewayLatency(answered: true, idleMs: 1, loadedMs: 6, jitterMs: 1, loss: 0),
        serverIdleMs: 20, serverLoadedMs: 60, names: NameAndPortal(nameMs: 15, captive: false), downloadMbps: 34,
        uploadMbps: 9, link: LineLink(medium: .wired, speedMbps: 1_000))

    struct Row: Sendable, CustomTestStringConvertible {
        var seen: String
        var verdict: LineVerdict
        var facts: [LineCause.Fact]
        var change: @Sendable (inout LineFindings) -> Void

        init(
            _ seen: String, _ verdict: LineVerdict, _ facts: [LineCause.Fact],
            _ change: @escaping @Sendable (inout LineFindings) -> Void
        ) {
            self.seen = seen
            self.verdict = verdict
            self.facts = facts
            self.change = change
        }

        var testDescription: String { "\(verdict.rawValue): \(seen)" }
    }

    static let table = [
        Row("nothing wrong", .clear, [.lineRate]) { _ in },
        Row("gateway slow at idle", .lan, [.gatewayIdle]) { $0.gateway?.idleMs = 45 },
        Row("gateway lossy at idle", .lan, [.gatewayLoss]) { $0.gateway?.loss = 0.15 },
        Row("gateway slow, server unreachable", .lan, [.gatewayIdle]) {
            $0.gateway?.idleMs = 45
            $0.server = .unreachable
        },
        Row("gateway rises as the server does", .lanQueue, [.serverRise, .gatewayRise]) {
            $0.serverLoadedMs = 320
            $0.gateway?.loadedMs = 301
        },
        Row("gateway flat, server rises", .ispQueue, [.serverRise, .gatewayRise]) { $0.serverLoadedMs = 320 },
        Row("server unreachable, names fine", .outage, [.serverUnreachable]) { $0.server = .unreachable },
        Row("a known address unreachable, no names either", .outage, [.serverUnreachable, .nameNotFound]) {
            $0.server = .unreachable
            $0.names = NameAndPortal(nameProblem: "no answer")
        },
        Row("the server's name not found", .dns, [.nameNotFound]) {
            $0.server = .notFound
            $0.names = NameAndPortal(nameProblem: "no answer")
        },
        Row("server reached by its address, names dead", .dns, [.nameNotFound]) {
            $0.names = NameAndPortal(nameProblem: "no answer")
        },
        Row("captive page", .captive, [.captivePage]) {
            $0.server = .unreachable
            $0.names?.captive = true
        },
        Row("platforms reached, server not", .serverLimited, [.serverUnreachable, .platformReached]) {
            $0.server = .unreachable
            $0.platformReached = true
        },
        Row("server full", .serverLimited, [.serverTests]) {
            $0.strain.serverTests = 8
            $0.strain.serverTestLimit = 8
        },
        Row("server says busy", .serverLimited, [.serverBusy]) { $0.server = .busy },
        Row("server had nothing to send", .serverLimited, [.serverHeldBack]) { $0.strain.serverHeldBack = 0.4 },
        Row("marked by the agent", .serverLimited, [.marked]) { $0.marks = [.serverLimited] },
        Row("processor used up", .pcLimited, [.computerCPU]) { $0.strain.computerCPU = 0.97 },
        Row("receive window full", .pcLimited, [.computerHeldBack]) { $0.strain.computerHeldBack = 0.5 },
        Row("cable of 10 Mbps full", .pcLimited, [.computerLink]) {
            $0.link?.speedMbps = 10
            $0.downloadMbps = 9.4
        },
        Row("Wi-Fi full", .pcLimited, [.computerLink]) {
            $0.link = LineLink(medium: .wifi, wifiRateMbps: 13)
            $0.uploadMbps = 9
        },
        Row("PC to PC under twice the line", .lanBound, [.lanRate]) { $0.comparison.lanMbps = 60 },
        Row("wired fast, Wi-Fi slow", .wifi, [.wifiRate, .wiredRate]) {
            $0.comparison.wiredMbps = 34
            $0.comparison.wifiMbps = 6
        },
        Row("slow only in lessons", .sharedLoad, [.lessonRate, .outsideRate]) {
            $0.comparison.lessons = spread(8, width: 6)
            $0.comparison.outside = spread(34, width: 6)
            $0.comparison.requiredMbps = 20
        },
        Row("flat at 10, day and night", .tariffCap, [.lessonRate, .outsideRate, .tariff]) {
            $0.comparison.lessons = spread(9.5, width: 0.3)
            $0.comparison.outside = spread(9.6, width: 0.2)
        },
        Row("flat at the contract's odd 7 Mbps", .tariffCap, [.lessonRate, .outsideRate, .tariff]) {
            $0.comparison.lessons = spread(6.7, width: 0.2)
            $0.comparison.outside = spread(6.7, width: 0.2)
            $0.comparison.contractedMbps = 7
        },
        Row("gateway answers no probe", .unknown, [.noGatewayAnswer]) { $0.gateway = GatewayLatency(answered: false) },
        Row("gateway silent, server rises", .unknown, [.noGatewayAnswer]) {
            $0.gateway = GatewayLatency(answered: false)
            $0.serverLoadedMs = 900
        },
        Row("gateway silent, server unreachable", .unknown, [.noServerAnswer, .noGatewayAnswer]) {
            $0.gateway = nil
            $0.server = .unreachable
        },
        Row("server unreachable, no name tried", .unknown, [.noServerAnswer, .noNameTried]) {
            $0.server = .unreachable
            $0.names = nil
        },
        Row("no latency under load", .unknown, [.noLatency]) { $0.serverLoadedMs = nil },
        Row("no rate", .unknown, [.noRate]) { $0.downloadMbps = nil },
    ]

    private static func spread(_ median: Double, width: Double, tests: Int = 9) -> LineFindings.RateSpread {
        LineFindings.RateSpread(
            medianMbps: median, p20Mbps: median - width / 2, p80Mbps: median + width / 2, tests: tests)
    }

    @Test(arguments: table) func rowOfTheTable(_ row: Row) {
        var findings = Self.healthy
        row.change(&findings)
        let judgement = findings.judgement
        #expect(judgement.verdict == row.verdict)
        #expect(judgement.causes.map(\.fact) == row.facts)
    }

    @Test func everyVerdictHasARow() {
        #expect(Set(Self.table.map(\.verdict)) == Set(LineVerdict.allCases))
    }

    @Test func nothingSeenIsUnknown() {
        #expect(LineFindings().verdict == .unknown)
    }

    /// Each stands a hair on the other side of its threshold and changes nothing.
    @Test(arguments: [
        Row("idle", .clear, []) { $0.gateway?.idleMs = LineThresholds.standard.gatewayIdleMs },
        Row("one probe of twenty lost", .clear, []) { $0.gateway?.loss = 0.05 },
        Row("rise", .clear, []) { $0.serverLoadedMs = 20 + LineThresholds.standard.riseMs },
        Row("both rise a little", .clear, []) {
            $0.serverLoadedMs = 110
            $0.gateway?.loadedMs = 90
        },
        Row("a free place on the server", .clear, []) {
            $0.strain.serverTests = 7
            $0.strain.serverTestLimit = 8
        },
        Row("the only test there is", .clear, []) {
            $0.strain.serverTests = 1
            $0.strain.serverTestLimit = 1
        },
        Row("LAN", .clear, []) { $0.comparison.lanMbps = 68 },
        Row("Wi-Fi slower, and enough for the norm", .clear, []) {
            $0.comparison.wiredMbps = 90
            $0.comparison.wifiMbps = 30
            $0.comparison.requiredMbps = 20
        },
        Row("both slow", .clear, []) {
            $0.comparison.wiredMbps = 4
            $0.comparison.wifiMbps = 1
            $0.comparison.requiredMbps = 20
        },
        Row("slower in lessons, and enough for the norm", .clear, []) {
            $0.comparison.lessons = spread(40, width: 20)
            $0.comparison.outside = spread(90, width: 20)
            $0.comparison.requiredMbps = 20
        },
        Row("too few tests outside lessons", .clear, []) {
            $0.comparison.lessons = spread(8, width: 6)
            $0.comparison.outside = spread(34, width: 6, tests: 2)
        },
        Row("flat and not round", .clear, []) {
            $0.comparison.lessons = spread(7.1, width: 0.2)
            $0.comparison.outside = spread(7.1, width: 0.2)
        },
        Row("round and not flat", .clear, []) {
            $0.comparison.lessons = spread(9.6, width: 3)
            $0.comparison.outside = spread(9.6, width: 3)
        },
        Row("flat elsewhere than at the contract's figure", .clear, []) {
            $0.comparison.lessons = spread(9.6, width: 0.2)
            $0.comparison.outside = spread(9.6, width: 0.2)
            $0.comparison.contractedMbps = 50
        },
    ])
    func justShortOfARow(_ row: Row) {
        var findings = Self.healthy
        row.change(&findings)
        #expect(findings.verdict == row.verdict)
    }

    @Test func manyTestsOutrankOneQueue() {
        var findings = Self.healthy
        findings.serverLoadedMs = 320
        findings.comparison.lessons = Self.spread(9.5, width: 0.3)
        findings.comparison.outside = Self.spread(9.6, width: 0.2)
        #expect(findings.verdict == .tariffCap, "a capped line has a queue when it is full; the contract is the cause")
        findings.gateway?.loadedMs = 301
        #expect(findings.verdict == .lanQueue, "rates that the school's network limits are no tariff's")
    }
}
