import Store
import Testing

@Suite("Order statistics")
struct StatisticsTests {
    /// Ranks as printed in tables of distribution-free intervals of the median, such as Conover's.
    @Test(
        "the median's 95 % interval has the ranks of the printed tables",
        arguments: [
            (6, 1, 6), (8, 1, 8), (9, 2, 8), (10, 2, 9), (12, 3, 10), (15, 4, 12), (20, 6, 15), (25, 8, 18),
            (30, 10, 21),
            (50, 18, 33), (100, 40, 61), (1_000, 469, 532), (10_000, 4_902, 5_099),
        ])
    func ranks(_ count: Int, _ low: Int, _ high: Int) throws {
        let interval = try #require(Statistics.medianInterval(of: (1...count).reversed().map(Double.init)))
        #expect(interval == Double(low)...Double(high))
    }

    @Test("fewer than six values hold no median so surely", arguments: 0...5)
    func tooFew(_ count: Int) {
        #expect(Statistics.medianInterval(of: (0..<count).map(Double.init)) == nil)
    }
}
