import Glibc

@testable import LineTesting

/// What may be said of a line's residual rate when slots were skipped because of its load.
struct SkipBias {
    struct Bounds {
        var low: Double
        var high: Double

        func holds(_ value: Double) -> Bool { value >= low - 1e-9 && value <= high + 1e-9 }
    }

    /// With every slot tested.
    var truth: Double
    /// Of the slots that were tested.
    var observed: Double
    /// The tested ones weighted by how many slots of their hour were skipped.
    var byHour: Double
    /// The same by how many of the school's computers gave way: every computer records every slot, tested or not.
    var byBusyShare: Double
    /// Whatever the skipped ones would have found.
    var worstCase: Bounds
    /// Where a skipped slot's line is no faster than a tested one's, which is what giving way to load means.
    var noFaster: Bounds

    /// Nil where nothing was tested.
    /// - Parameter quantile: 0.5 for the median.
    init?(_ visits: [LoadedLine.Visit], quantile: Double) {
        let tested = visits.filter { !$0.isSkipped }
        let rates = tested.map(\.residualMbps)
        guard let truth = Self.quantile(quantile, visits.map(\.residualMbps)),
            let observed = Self.quantile(quantile, rates)
        else { return nil }
        self.truth = truth
        self.observed = observed
        byHour = Self.reweighted(visits, quantile) { $0.hour }
        // Five classes: fewer leave bias within them, more leave classes without a single test.
        byBusyShare = Self.reweighted(visits, quantile) { min(4, Int($0.busyShare * 6.25)) }
        // C. Manski, "Partial Identification of Probability Distributions", 2003, section 1.3: quantiles with missing data.
        let skipped = 1 - Double(tested.count) / Double(visits.count)
        let low = (quantile - skipped) / (1 - skipped)
        let high = quantile / (1 - skipped)
        worstCase = Bounds(
            low: low > 0 ? Self.quantile(low, rates) ?? 0 : 0,
            high: high < 1 ? Self.quantile(high, rates) ?? LoadedLine.capacityMbps : LoadedLine.capacityMbps)
        noFaster = Bounds(low: worstCase.low, high: observed)
    }

    /// The least value that a share of the samples does not exceed: the definition for which the bounds are exact.
    static func quantile(_ share: Double, _ samples: [Double]) -> Double? {
        quantile(share, samples.map { ($0, 1) })
    }

    static func quantile(_ share: Double, _ samples: [(value: Double, weight: Double)]) -> Double? {
        let sorted = samples.sorted { $0.value < $1.value }
        let total = sorted.reduce(0) { $0 + $1.weight }
        var sum = 0.0
        for sample in sorted {
            sum += sample.weight
            if sum >= share * total - 1e-9 { return sample.value }
        }
        return sorted.last?.value
    }

    /// Post-stratification: each tested slot stands for the skipped ones of its class. A class without any test joins what
    /// the others say.
    private static func reweighted(
        _ visits: [LoadedLine.Visit], _ share: Double, by key: (LoadedLine.Visit) -> Int
    ) -> Double {
        let classes = Dictionary(grouping: visits, by: key)
        let samples = classes.values.flatMap { members -> [(value: Double, weight: Double)] in
            let tested = members.filter { !$0.isSkipped }
            let weight = Double(members.count) / Double(max(1, tested.count))
            return tested.map { ($0.residualMbps, weight) }
        }
        return quantile(share, samples) ?? 0
    }
}
