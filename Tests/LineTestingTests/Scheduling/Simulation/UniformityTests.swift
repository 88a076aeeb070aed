import Reports
import Testing

@Suite struct UniformityTests {
    @Test(
        "chi-square's tail as tables give it",
        arguments: [(3.841, 1, 0.05), (18.307, 10, 0.05), (23.209, 10, 0.01), (4.865, 10, 0.90)])
    func chiSquareTail(value: Double, freedom: Int, probability: Double) {
        #expect(abs(Uniformity.upperGamma(Double(freedom) / 2, value / 2) - probability) < 5e-4)
    }

    @Test func kolmogorovSmirnovAsTablesGiveIt() {
        // The table's 5 % point for 100 samples is 0.1340: samples at regular places, the lower ones pushed that far down.
        let samples = (0..<100).map { max(0, (Double($0) + 0.5) / 100 - 0.129) }
        let found = Uniformity.kolmogorovSmirnov(samples)
        #expect(abs(found.distance - 0.134) < 1e-9)
        #expect(abs(found.probability - 0.05) < 0.005)
    }

    @Test func theyTellUniformFromNot() {
        var random = SeededGenerator(seed: 1)
        let even = (0..<2_000).map { _ in random.unit() }
        #expect(Uniformity.kolmogorovSmirnov(even).probability > 0.01)
        #expect(Uniformity.kolmogorovSmirnov(even.map { $0 * $0 }).probability < 1e-6)
    }
}
