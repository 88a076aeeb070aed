import NIOCore
import Testing

@testable import LineTesting

@Suite("How often a loaded line is probed")
struct ProbePaceTests {
    @Test(
        "probes take no more than their share, between the shortest interval and two seconds",
        arguments: [
            (nil, 100), (0, 2_000), (0.1, 2_000), (0.5, 1_792), (1, 896), (2, 448), (8.96, 100), (10, 100),
            (1_000, 100), (.nan, 2_000), (.infinity, 100),
        ] as [(Double?, Int64)])
    func interval(mbps: Double?, milliseconds: Int64) {
        let pace = ProbePace(shortest: .milliseconds(100))
        pace.follow(mbps)
        #expect(abs(pace.interval.nanoseconds - milliseconds * 1_000_000) < 1_000_000)
    }

    @Test("a pace that is slower anyway stays as it is")
    func slowAnyway() {
        let pace = ProbePace(shortest: .seconds(3))
        pace.follow(0.5)
        #expect(pace.interval == .seconds(3))
    }
}
