/// Order statistics, computed here once so that every database gives the same figure.
public enum Statistics {
    public static func median(_ values: [Double]) -> Double? { percentile(50, of: values) }

    /// Linear interpolation between order statistics: definition 7 of Hyndman and Fan, "Sample Quantiles in Statistical
    /// Packages" (1996), which R and NumPy use by default.
    /// - Parameter percent: 0 to 100, bounded to that.
    /// - Returns: nil for no values.
    public static func percentile(_ percent: Double, of values: [Double]) -> Double? {
        guard !values.isEmpty else { return nil }
        let sorted = values.sorted()
        let rank = min(max(percent, 0), 100) / 100 * Double(sorted.count - 1)
        let lower = Int(rank.rounded(.down))
        let upper = min(lower + 1, sorted.count - 1)
        return sorted[lower] + (sorted[upper] - sorted[lower]) * (rank - Double(lower))
    }
}
