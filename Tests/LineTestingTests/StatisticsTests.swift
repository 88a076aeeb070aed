import Testing

@testable import LineTesting

@Suite struct StatisticsTests {
    @Test(
        "percentiles as NumPy gives them",
        arguments: [
            ([3], 0.95, 3), ([1, 2, 3, 4], 0.5, 2.5), ([4, 1, 3, 2], 0.25, 1.75), ([5, 1, 9], 0, 1), ([5, 1, 9], 1, 9),
            (Array(1...21).map(Double.init), 0.95, 20), ([10, 20], 0.95, 19.5),
        ] as [([Double], Double, Double)])
    func percentile(samples: [Double], share: Double, value: Double) throws {
        let found = try #require(Statistics.percentile(share, of: samples))
        #expect(abs(found - value) < 1e-9)
    }

    @Test func noSamplesNoFigure() {
        #expect(Statistics.percentile(0.95, of: []) == nil)
        #expect(Statistics.median(of: []) == nil)
        #expect(Statistics.jitter(of: []) == nil)
        #expect(Statistics.jitter(of: [5]) == nil)
    }

    @Test(
        "jitter is the mean step between neighbours",
        arguments: [([10, 10, 10], 0), ([10, 12, 9], 2.5), ([1, 3, 1, 3], 2)] as [([Double], Double)])
    func jitter(samples: [Double], value: Double) {
        #expect(Statistics.jitter(of: samples) == value)
    }
}
