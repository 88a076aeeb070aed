/// Pure figures over samples. No samples, no figure: each answers nil rather than zero.
public enum Statistics {
    /// The value below which `share` of the samples lie, by linear interpolation between neighbours.
    ///
    /// Source: Hyndman and Fan (1996), definition 7, which spreadsheets and NumPy use too.
    /// - Parameter share: from 0 to 1.
    public static func percentile(_ share: Double, of samples: [Double]) -> Double? {
        precondition((0...1).contains(share), "a percentile's share lies between 0 and 1")
        guard !samples.isEmpty else { return nil }
        let sorted = samples.sorted()
        let position = share * Double(sorted.count - 1)
        let below = Int(position)
        let above = min(below + 1, sorted.count - 1)
        return sorted[below] + (sorted[above] - sorted[below]) * (position - Double(below))
    }

    public static func median(of samples: [Double]) -> Double? { percentile(0.5, of: samples) }

    /// The mean absolute difference between successive samples, in the order they were taken; nil for fewer than two.
    ///
    /// Source: RFC 5481 section 4.1, inter-packet delay variation, its magnitude averaged.
    public static func jitter(of samples: [Double]) -> Double? {
        guard samples.count > 1 else { return nil }
        let differences = zip(samples.dropFirst(), samples).map { abs($0 - $1) }
        return differences.reduce(0, +) / Double(differences.count)
    }
}
