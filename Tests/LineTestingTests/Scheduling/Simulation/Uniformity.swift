import Glibc

/// How well samples fit a distribution, as a probability of a worse fit by chance.
enum Uniformity {
    /// The Kolmogorov-Smirnov test of samples against the uniform distribution from 0 to 1.
    ///
    /// Source: M. Stephens, "Use of the Kolmogorov-Smirnov, Cramér-von Mises and Related Statistics Without Extensive
    /// Tables", 1970: the limiting series with a correction for few samples.
    static func kolmogorovSmirnov(_ samples: [Double]) -> (distance: Double, probability: Double) {
        let sorted = samples.sorted()
        let count = Double(sorted.count)
        var distance = 0.0
        for (index, value) in sorted.enumerated() {
            distance = max(distance, value - Double(index) / count, Double(index + 1) / count - value)
        }
        let scaled = (count.squareRoot() + 0.12 + 0.11 / count.squareRoot()) * distance
        guard scaled > 0.2 else { return (distance, 1) }
        var sum = 0.0
        for term in 1...100 {
            let value = exp(-2 * Double(term * term) * scaled * scaled)
            sum += term % 2 == 1 ? value : -value
        }
        return (distance, min(1, max(0, 2 * sum)))
    }

    /// Pearson's chi-square of counts against what was expected of each.
    static func chiSquare(_ counts: [Int], expected: [Double]) -> (value: Double, probability: Double) {
        let value = zip(counts, expected).reduce(0) { sum, pair in
            sum + (Double(pair.0) - pair.1) * (Double(pair.0) - pair.1) / pair.1
        }
        return (value, upperGamma(Double(counts.count - 1) / 2, value / 2))
    }

    /// The regularized upper incomplete gamma function, by its series or its continued fraction (Lentz's method).
    ///
    /// Source: NIST Digital Library of Mathematical Functions, 8.7.1 and 8.9.2.
    static func upperGamma(_ a: Double, _ x: Double) -> Double {
        guard x > 0 else { return 1 }
        let front = exp(-x + a * log(x) - lgamma(a))
        if x < a + 1 {
            var term = 1 / a
            var sum = term
            for step in 1...500 {
                term *= x / (a + Double(step))
                sum += term
            }
            return 1 - sum * front
        }
        var b = x + 1 - a
        var c = 1e300
        var d = 1 / b
        var fraction = d
        for step in 1...500 {
            let an = -Double(step) * (Double(step) - a)
            b += 2
            d = 1 / (an * d + b)
            c = b + an / c
            fraction *= d * c
        }
        return front * fraction
    }
}
