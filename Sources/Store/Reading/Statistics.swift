/// Order statistics, computed here once so that every database gives the same figure.
public enum Statistics {
    public static func median(_ values: [Double]) -> Double? { percentile(50, of: values) }

    /// Linear interpolation between order statistics: definition 7 of Hyndman and Fan, "Sample Quantiles in Statistical
    /// Packages" (1996), which R and NumPy use by default.
    /// - Parameter percent: 0 to 100, bounded to that.
    /// - Returns: nil for no values.
    public static func percentile(_ percent: Double, of values: [Double]) -> Double? {
        percentile(percent, ofSorted: values.sorted())
    }

    /// The same where the values are in order already.
    static func percentile(_ percent: Double, ofSorted sorted: [Double]) -> Double? {
        guard !sorted.isEmpty else { return nil }
        let rank = min(max(percent, 0), 100) / 100 * Double(sorted.count - 1)
        let lower = Int(rank.rounded(.down))
        let upper = min(lower + 1, sorted.count - 1)
        return sorted[lower] + (sorted[upper] - sorted[lower]) * (rank - Double(lower))
    }

    /// An interval that holds the true median in at least 95 of 100 samples, whatever the distribution.
    ///
    /// The k-th smallest and k-th largest value, with the largest k for which 2 P(B <= k - 1) <= 0.05, B binomial (n, 1/2):
    /// Conover, "Practical Nonparametric Statistics" (3rd edition, 1999), 3.2. It takes the values as independent.
    /// - Returns: nil for fewer than six values, of which no two hold the median so surely.
    public static func medianInterval(of values: [Double]) -> ClosedRange<Double>? {
        let sorted = values.sorted()
        let count = sorted.count
        // 2^-n leaves the range of Double beyond a thousand values.
        guard count <= 1_000 else { return wideMedianInterval(of: sorted) }
        var probability = (0..<count).reduce(1.0) { half, _ in half / 2 }
        var below = 0.0
        var rank = 0
        while 2 * (below + probability) <= 0.05 {
            below += probability
            rank += 1
            probability *= Double(count - rank + 1) / Double(rank)
        }
        return rank == 0 ? nil : sorted[rank - 1]...sorted[count - rank]
    }

    /// The same by the normal approximation of the binomial distribution, one rank to the safe side.
    private static func wideMedianInterval(of sorted: [Double]) -> ClosedRange<Double> {
        let count = Double(sorted.count)
        let rank = Int((count / 2 - 1.96 * (count / 4).squareRoot()).rounded(.down))
        return sorted[rank - 1]...sorted[sorted.count - rank]
    }
}
