/// SplitMix64: the same numbers from the same seed on every machine.
///
/// Source: G. Steele, D. Lea, C. Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }

    /// From 0 up to 1.
    mutating func unit() -> Double { Double.random(in: 0..<1, using: &self) }

    /// Source: G. Box, M. Muller, "A Note on the Generation of Random Normal Deviates", 1958.
    mutating func normal() -> Double {
        (-2 * Double.random(in: Double.leastNonzeroMagnitude..<1, using: &self).logarithm).squareRoot()
            * (2 * Double.pi * unit()).cosine
    }
}
