import Testing

@testable import Store

@Suite("The interval of a median over days")
struct DayBootstrapTests {
    /// Days of three tests each, alike within the day.
    private static func alike(days: Int) -> [(day: Int, value: Double)] {
        (0..<days).flatMap { day in (0..<3).map { (day: day, value: Double(day * 7 % days) * 10 + Double($0)) } }
    }

    @Test("the same days and seed give the same interval, another seed nearly the same", arguments: [3, 10, 43])
    func deterministic(_ days: Int) throws {
        let bootstrap = DayBootstrap(Self.alike(days: days))
        let first = try #require(bootstrap.interval(seed: 1))
        #expect(bootstrap.interval(seed: 1) == first)
        #expect(DayBootstrap(Self.alike(days: days).reversed()).interval(seed: 1) == first)
        let other = try #require(bootstrap.interval(seed: 2))
        #expect(abs(other.lowerBound - first.lowerBound) <= Double(days), "one day's step either way")
    }

    @Test("tests that resemble each other within a day make it wider than independent ones would be")
    func wider() throws {
        let samples = Self.alike(days: 10)
        let byTests = try #require(Statistics.medianInterval(of: samples.map(\.value)))
        let byDays = try #require(DayBootstrap(samples).interval(seed: 7))
        #expect(
            byDays.lowerBound < byTests.lowerBound && byDays.upperBound > byTests.upperBound, "\(byDays) \(byTests)")
    }

    @Test("with a test a day it lies where the exact distribution puts it")
    func exact() throws {
        let interval = try #require(DayBootstrap((1...11).map { (day: $0, value: Double($0)) }).interval(seed: 3))
        // P(median of 11 draws <= 2) = P(Binomial(11, 2/11) >= 6) = 0.008; <= 3: P(Binomial(11, 3/11) >= 6) = 0.050.
        #expect(interval == 3...9)
    }

    @Test("the middle two are averaged, as the median's are")
    func even() throws {
        let samples = [(1, 10.0), (1, 20.0), (2, 10.0), (2, 20.0), (3, 10.0), (3, 20.0)].map {
            (day: $0.0, value: $0.1)
        }
        #expect(DayBootstrap(samples).interval(seed: 1) == 15...15)
    }

    @Test("two days say nothing of days", arguments: [0, 1, 2])
    func fewDays(_ days: Int) {
        #expect(DayBootstrap(Self.alike(days: days)).interval(seed: 1) == nil)
    }

    @Test("words part where they part")
    func seeds() {
        #expect(DayBootstrap.seed(["ab", "c"]) != DayBootstrap.seed(["a", "bc"]))
        #expect(DayBootstrap.seed([]) == 0xcbf2_9ce4_8422_2325)
    }
}
