internal import Glibc

/// Seeded random numbers, so that a run on a link can be repeated.
///
/// Source: SplitMix64, Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (OOPSLA 2014).
struct RandomSource: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// A draw from the normal distribution with mean 0 and deviation 1 (Box and Muller 1958).
    mutating func normal() -> Double {
        // 1 - u lies in (0, 1], where the logarithm is finite.
        let radius = (-2 * log(1 - Double.random(in: 0..<1, using: &self))).squareRoot()
        return radius * cos(2 * .pi * Double.random(in: 0..<1, using: &self))
    }
}
