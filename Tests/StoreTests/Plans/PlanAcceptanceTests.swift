import Reports
import Store
import Testing

@Suite("Acceptance of what a plan builds and buys")
struct PlanAcceptanceTests {
    private static func line(
        _ mbps: Double?, outside: Double? = nil, medium: String? = "fiber", contracted: Double? = nil,
        pupils: Int? = 120
    ) throws -> LineRow {
        let samples =
            (mbps.map { rate in LineWorld.tests(30) { _ in rate } } ?? [])
            + (outside.map { rate in LineWorld.outside { _ in rate } } ?? [])
        let registered = RegisteredLine(id: "1", medium: medium, contractedDownloadMbps: contracted)
        return try #require(LineWorld.row(samples, pupils: pupils, lines: [registered]))
    }

    @Test(
        "a line is accepted by its own tests: the contracted rate, or without one the norm",
        arguments: [
            // In lessons, outside, contracted, pupils: whether it is accepted.
            (25.0, nil, nil, 120, true), (19.9, nil, nil, 120, false), (30, nil, nil, 800, false),
            (40, nil, nil, 800, true), (25, nil, 50, 120, false), (50, nil, 50, 120, true),
            // What the line can do shows where nobody else uses it.
            (15, 60, 50, 120, true), (60, 15, 50, 120, false), (nil, nil, nil, 120, false),
        ] as [(Double?, Double?, Double?, Int, Bool)])
    func lines(
        _ mbps: Double?, outside: Double?, contracted: Double?, pupils: Int, isAccepted: Bool
    ) throws {
        let line = try Self.line(mbps, outside: outside, contracted: contracted, pupils: pupils)
        switch PlanAcceptance.judge([line], medium: "fiber") {
        case .accepted(let rate): #expect(isAccepted && rate == outside ?? mbps)
        case .refused(let why): #expect(!isAccepted && !why.isEmpty)
        }
    }

    @Test("the best line of the medium decides, and one of which nobody said the medium may be it")
    func media() throws {
        let copper = try Self.line(90, medium: "copper")
        let slow = try Self.line(5)
        let unsaid = try Self.line(90, medium: nil)
        #expect(PlanAcceptance.judge([copper], medium: "fiber") == .refused("has no fiber line in the registry"))
        #expect(PlanAcceptance.judge([copper], medium: nil) == .accepted(90))
        #expect(PlanAcceptance.judge([slow, unsaid], medium: "fiber") == .accepted(90))
        #expect(PlanAcceptance.judge([slow, copper], medium: "fiber") == .refused("its line gave 5.0 Mbps of 20.0"))
        #expect(PlanAcceptance.judge([], medium: "fiber") == .refused("has no fiber line in the registry"))
    }

    @Test(
        "purchases are accepted beside what was there before",
        arguments: [(10, 0, 10, true), (9, 0, 10, false), (12, 3, 10, false), (13, 3, 10, true), (0, 0, 0, true)])
    func purchases(_ verified: Int, before: Int, bought: Int, isAccepted: Bool) {
        let judged = PlanAcceptance.judge(verified: verified, before: before, bought: bought)
        #expect((judged == .accepted(Double(verified))) == isAccepted)
    }
}
