import Reports
import Testing

@testable import Store

/// How much must have been measured, and what hides.
@Suite("What a verdict and a remedy rest on")
struct LineJudgementTests {
    private static func slow(_ count: Int, perDay: Int = 3, firstDay: Int = 0) -> [LineSample] {
        LineWorld.tests(count, firstDay: firstDay, perDay: perDay, mbps: LineWorld.between(2, 6))
    }

    private static let night = LineWorld.outside(mbps: LineWorld.between(3, 7))

    struct Amount: Sendable, CustomTestStringConvertible {
        var tests: Int
        var perDay: Int
        var verdict: LineVerdict
        var remedy: LineRemedy?
        var testDescription: String { "\(tests) tests, \(perDay) a day" }
    }

    /// Beside six tests outside lessons, on days of their own or of these.
    @Test(
        "a verdict wants 12 tests on 5 days, money 20 on 10",
        arguments: [
            Amount(tests: 5, perDay: 3, verdict: .unknown, remedy: .measureMore),
            Amount(tests: 13, perDay: 3, verdict: .clear, remedy: .measureMore),
            Amount(tests: 40, perDay: 5, verdict: .clear, remedy: .measureMore),
            Amount(tests: 30, perDay: 3, verdict: .clear, remedy: .build),
        ])
    func amounts(_ amount: Amount) throws {
        let row = try #require(LineWorld.row(Self.slow(amount.tests, perDay: amount.perDay) + Self.night))
        #expect(row.diagnosis.verdict == amount.verdict, "\(row.diagnosis.cause)")
        #expect(row.diagnosis.remedy == amount.remedy)
        let says =
            row.diagnosis.remedyBasis?.hasPrefix("build costs money and wants 20 tests on 10 school days") ?? false
        #expect(says == (amount.verdict != .unknown && amount.remedy == .measureMore))
    }

    @Test("the amounts are settings")
    func settings() throws {
        let few = Self.slow(13) + Self.night
        let eager = LineThresholds(settings: ["money_tests": 15, "money_days": 4])
        #expect(LineWorld.row(few, thresholds: eager)?.diagnosis.remedy == .build)
        let careful = LineThresholds(settings: ["class_tests": 50])
        let row = try #require(LineWorld.row(Self.slow(30) + Self.night, thresholds: careful))
        #expect(row.diagnosis.verdict == .unknown && row.norm.isMet == nil)
        #expect(row.norm.basis.contains("wanted 50 on 5"), "\(row.norm.basis)")
        #expect(row.diagnosis.cause.contains("wanted 50 on 5"), "\(row.diagnosis.cause)")
    }

    @Test(
        "tests older than the judging days keep their figures and decide nothing", arguments: [(59, true), (60, false)])
    func old(_ daysLater: Int, _ isJudged: Bool) throws {
        let samples = Self.slow(15, perDay: 3)
        let last = try #require(samples.map(\.day).min())
        let row = try #require(LineWorld.row(samples, until: last + 4 + daysLater))
        #expect(row.tests == 15)
        let early = try #require(LineWorld.row(samples, until: last + daysLater - 1))
        #expect(early.norm.isMet == false)
        #expect(row.norm.isMet == nil)
        #expect(row.norm.basis.contains("within 60"), "\(row.norm.basis)")
        // The latest of five days is the first that is still within them.
        #expect(row.norm.basis.contains(isJudged ? "3 tests in lessons on 1 school days" : "0 tests in lessons on 0"))
    }

    @Test(
        "slots passed over while the line may have been slow widen what is known, and too many decide nothing",
        arguments: [(0, true), (10, true), (11, nil)] as [(Int, Bool?)])
    func hidden(_ skipped: Int, _ isMet: Bool?) throws {
        let samples = LineWorld.tests(30, mbps: LineWorld.between(35, 60))
        let slots =
            (1...10).flatMap { LineWorld.slots(day: $0, [nil, nil, nil]) }
            + LineWorld.slots(day: 20, Array(repeating: .ownTraffic, count: skipped))
        let row = try #require(LineWorld.row(samples, outcomes: slots))
        #expect(row.norm.isMet == isMet, "\(row.norm.basis)")
        #expect(row.norm.shareLow == 30 / Double(30 + skipped))
        #expect(row.norm.shareHigh == 1)
        #expect(row.skippedShare == (skipped == 0 ? 0 : Double(skipped) / Double(30 + skipped)))
        let (median, low) = (try #require(row.residualDownloadMbps), try #require(row.residualLowMbps))
        #expect(skipped == 0 ? low == median : low < median && low > 0)
        #expect(try #require(row.residualP20LowMbps) <= low)
        #expect((row.diagnosis.verdict == .unknown) == (isMet == nil))
        #expect((row.diagnosis.remedy == .measureMore) == (isMet == nil))
        let reason = "\(skipped) of \(30 + skipped) slots in lessons were passed over"
        #expect(row.diagnosis.cause.contains(reason) == (isMet == nil))
        #expect((row.diagnosis.remedyBasis?.contains(reason) ?? false) == (isMet == nil))
    }

    @Test(
        "what says nothing of the line hides nothing",
        arguments: [
            SlotRecord.Reason.missed, .notSchoolLine, .budget, .agentCap, .metered, .heldByAnother, .alreadyMeasured,
            SlotRecord.Reason(rawValue: "a newer word"),
        ])
    func unhidden(_ reason: SlotRecord.Reason) throws {
        let slots = LineWorld.slots([nil] + Array(repeating: reason, count: 20))
        let row = try #require(LineWorld.row(Self.slow(30), outcomes: slots))
        #expect(row.skippedShare == 0)
        #expect(row.norm.isMet == false)
    }
}

@Suite("A line and its contract")
struct ContractCheckTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var samples: [LineSample]
        var contracted: Double?
        var isMet: Bool?
        var basis: String
    }

    @Test(
        "held against it is what the line gives outside lessons, else what all tests say",
        arguments: [
            Case(
                testDescription: "no contract", samples: LineWorld.tests(30) { _ in 50 }, contracted: nil, isMet: nil,
                basis: "no contracted download is registered"),
            Case(
                testDescription: "kept at night, short in lessons",
                samples: LineWorld.tests(30) { _ in 8 } + LineWorld.outside { _ in 47 }, contracted: 50, isMet: true,
                basis: "47 Mbps outside lessons (6 tests); 90 % of 50 Mbps is 45 Mbps"),
            Case(
                testDescription: "short at night",
                samples: LineWorld.tests(30) { _ in 8 } + LineWorld.outside { _ in 40 },
                contracted: 50, isMet: false, basis: "40 Mbps outside"),
            Case(
                testDescription: "never tested at night, and enough", samples: LineWorld.tests(30) { _ in 46 },
                contracted: 50, isMet: true, basis: "46 Mbps of all 30 tests"),
            Case(
                testDescription: "never tested at night, and short", samples: LineWorld.tests(30) { _ in 44 },
                contracted: 50, isMet: false, basis: "hardly any outside lessons"),
            Case(
                testDescription: "faster than the tests' bytes allow",
                samples: LineWorld.tests(30, leftOut: .byteCapped) { _ in 300 }, contracted: 100, isMet: true,
                basis: "at least 300 Mbps"),
            Case(
                testDescription: "a few tests", samples: LineWorld.tests(11) { _ in 50 }, contracted: 50, isMet: nil,
                basis: "too little: 11 tests"),
        ])
    func held(_ line: Case) throws {
        let registered = RegisteredLine(id: "1", contractedDownloadMbps: line.contracted)
        let row = try #require(LineWorld.row(line.samples, lines: [registered]))
        #expect(row.line == "1")
        #expect(row.contractedDownloadMbps == line.contracted)
        #expect(row.contract.isMet == line.isMet, "\(row.contract.basis)")
        #expect(row.contract.basis.contains(line.basis), "\(row.contract.basis)")
    }

    @Test(
        "a plateau is the tariff's only where the contract is known to be of that figure", arguments: [10.0, 20, nil])
    func tariff(_ contracted: Double?) throws {
        let samples = LineWorld.tests(30, mbps: LineWorld.between(9.4, 9.7)) + LineWorld.outside { _ in 9.6 }
        let row = try #require(
            LineWorld.row(samples, lines: [RegisteredLine(id: "1", contractedDownloadMbps: contracted)]))
        #expect((row.diagnosis.verdict == .tariffCap) == (contracted != 20))
        #expect(row.contract.isMet == contracted.map { $0 == 10 })
    }

    @Test("a registered line that nobody tested has a row of its own")
    func untested() throws {
        let rows = LineWorld.rows(
            LineWorld.tests(30, line: "1") { _ in 50 },
            lines: [RegisteredLine(id: "1"), RegisteredLine(id: "2", provider: "P", medium: "leo")])
        #expect(rows.map(\.line) == ["1", "2"])
        #expect(rows.map(\.tests) == [30, 0])
        let spare = try #require(rows.last)
        #expect([spare.provider, spare.medium] == ["P", "leo"])
        #expect(spare.diagnosis.verdict == .unknown && spare.diagnosis.remedy == .measureMore)
        #expect(spare.norm.isMet == nil && spare.gigaClass == .unknown && spare.uptime == LineUptime(LineHistory()))
    }

    @Test(
        "a question leaves out what does not fit it",
        arguments: [
            (QueryFilters(), 2), (QueryFilters(belowNorm: true), 1), (QueryFilters(belowContract: true), 1),
            (QueryFilters(cause: .clear), 1), (QueryFilters(cause: .unknown), 1), (QueryFilters(cause: .lan), 0),
            (QueryFilters(remedy: .measureMore), 2), (QueryFilters(belowNorm: true, remedy: .build), 0),
        ])
    func filters(_ filters: QueryFilters, _ count: Int) {
        let rows = LineWorld.rows(
            LineWorld.tests(30, line: "1") { _ in 5 },
            lines: [RegisteredLine(id: "1", contractedDownloadMbps: 50), RegisteredLine(id: "2")])
        #expect(rows.count { $0.passes(filters) } == count)
    }
}

@Suite("Uptime, silence and Giga's colours")
struct LineWatchTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var slots: [SlotOutcome]
        var outages: Int
        var low: Double?
        var high: Double?
        var observed: Double?
    }

    @Test(
        "a PC that is off is no outage, a test that finds no Internet is one, and what nobody knows is bounded",
        arguments: [
            Case(
                testDescription: "always up", slots: LineWorld.slots([nil, nil, .heldByAnother, .serverBusy]),
                outages: 0,
                low: 1, high: 1, observed: 1),
            Case(
                testDescription: "computers off half the time", slots: LineWorld.slots([nil, nil, .missed, .missed]),
                outages: 0, low: 1, high: 1, observed: 0.5),
            Case(
                testDescription: "down in one of four", slots: LineWorld.slots([nil, nil, nil, nil]), outages: 1,
                low: 0.75, high: 0.75, observed: 1),
            Case(
                testDescription: "no answer from the region once",
                slots: LineWorld.slots([nil, nil, nil, .noAggregator]),
                outages: 1, low: 0.5, high: 0.75, observed: 1),
            Case(
                testDescription: "everybody elsewhere", slots: LineWorld.slots([.notSchoolLine, .missed]), outages: 0,
                low: nil, high: nil, observed: 0),
            Case(
                testDescription: "no slots told", slots: [], outages: 1, low: 0.75, high: 0.75, observed: nil),
        ])
    func uptime(_ line: Case) throws {
        let good = 4 - line.outages
        let tests =
            LineWorld.tests(good) { _ in 30 } + LineWorld.tests(line.outages, verdict: .outage) { _ in nil }
        let uptime = try #require(LineWorld.row(tests, outcomes: line.slots)).uptime
        #expect([uptime.low, uptime.high, uptime.observedShare] == [line.low, line.high, line.observed])
    }

    @Test(
        "all computers silent together between two slots is a silent day",
        arguments: [
            ([10, 0, 10], 1, 1), ([10, 10, 10], 1, 0), ([10, 0, 0], 0, 0), ([0, 0, 10], 0, 0), ([10, 1, 10], 1, 0),
            ([2, 0, 10], 0, 0), ([10, 0], 0, 0), ([3, 0, 0, 3, 0], 1, 1),
        ] as [([Int], Int, Int)])
    func silence(_ on: [Int], _ watched: Int, _ silent: Int) {
        let slots = LineWorld.slots(on.map { $0 == 0 ? .missed : nil }, on: on)
        #expect(SilentDays(slots.shuffled()) == SilentDays(watched: watched, silent: silent))
    }

    @Test(
        "silence on three days asks for the power, unless another remedy is certain",
        arguments: [(2, false), (3, true)])
    func power(_ days: Int, _ isPower: Bool) throws {
        let slots = (1...10).flatMap {
            LineWorld.slots(day: $0, [nil, $0 <= days ? .missed : nil, nil], on: [10, $0 <= days ? 0 : 10, 10])
        }
        let fine = try #require(LineWorld.row(LineWorld.tests(30) { _ in 50 }, outcomes: slots))
        #expect(fine.silentDays == days && fine.watchedDays == 10)
        #expect(fine.diagnosis.remedy == (isPower ? .power : nil))
        #expect(
            (fine.diagnosis.remedyBasis?.contains("on \(days) of 10 days all computers fell silent") ?? false)
                == isPower)
        let slow = LineWorld.tests(30, mbps: LineWorld.between(2, 6)) + LineWorld.outside(mbps: LineWorld.between(3, 7))
        #expect(LineWorld.row(slow, outcomes: slots)?.diagnosis.remedy == .build)
    }

    @Test(
        "Giga's colours by the median",
        arguments: [
            (20.1, GigaClass.good), (20, .moderate), (1, .moderate), (0.99, .bad), (0, .bad), (nil, .unknown),
        ] as [(Double?, GigaClass)])
    func giga(_ mbps: Double?, _ expected: GigaClass) throws {
        #expect(try #require(LineWorld.row(LineWorld.tests(3) { _ in mbps })).gigaClass == expected)
    }
}
