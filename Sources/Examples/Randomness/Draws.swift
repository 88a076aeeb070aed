/// Random draws that are the same on every machine for the same seed, purpose and number.
///
/// xoshiro256** (D. Blackman, S. Vigna, "Scrambled Linear Pseudorandom Number Generators", ACM TOMS 47, 2021). The standard
/// library's `random(in:using:)` is not used: how it turns bits into numbers is nobody's promise. Nor are `exp`, `log` and
/// `cos`, whose last bit differs between C libraries: distributions are tables and sums, in operations that IEEE 754 fixes.
struct Draws: Sendable {
    private var a: UInt64
    private var b: UInt64
    private var c: UInt64
    private var d: UInt64

    /// - Parameters:
    ///   - purpose: what is drawn, so that a new kind of draw changes no other.
    ///   - number: of which school, computer, line.
    init(seed: UInt64, _ purpose: StaticString, _ number: Int = 0) {
        // FNV-1a, 64 bits.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        purpose.withUTF8Buffer { bytes in
            for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        }
        var first = SplitMix64(seed: seed)
        var mix = SplitMix64(seed: first.next() ^ hash ^ (UInt64(truncatingIfNeeded: number) &* 0xD6E8_FEB8_6659_FD93))
        (a, b, c, d) = (mix.next(), mix.next(), mix.next(), mix.next())
    }

    mutating func bits() -> UInt64 {
        let result = Self.rotated(b &* 5, by: 7) &* 9
        let shifted = b << 17
        c ^= a
        d ^= b
        b ^= c
        a ^= d
        c ^= shifted
        d = Self.rotated(d, by: 45)
        return result
    }

    private static func rotated(_ word: UInt64, by count: UInt64) -> UInt64 { (word << count) | (word >> (64 - count)) }

    /// From 0 up to, not including, 1: the upper 53 bits.
    mutating func unit() -> Double { Double(bits() >> 11) * 0x1p-53 }

    /// From 0 up to, not including, `bound`, evenly but for at most `bound` in 2^64.
    mutating func below(_ bound: Int) -> Int { Int(bits().multipliedFullWidth(by: UInt64(bound)).high) }

    mutating func whole(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }

    mutating func real(_ low: Double, _ high: Double) -> Double { low + (high - low) * unit() }

    mutating func chance(_ share: Double) -> Bool { unit() < share }

    /// About normal, mean 0 and deviation 1: the sum of twelve even draws, within six deviations.
    mutating func normal() -> Double {
        var sum = -6.0
        for _ in 0..<4 {
            // Three of 21 bits each: what is drawn here needs no more.
            let word = bits()
            sum +=
                Double(word & 0x1F_FFFF) * 0x1p-21 + Double(word >> 21 & 0x1F_FFFF) * 0x1p-21
                + Double(word >> 42 & 0x1F_FFFF) * 0x1p-21
        }
        return sum
    }

    mutating func pick<Element>(_ choices: [Element]) -> Element { choices[below(choices.count)] }

    /// By weight; weights need not sum up to anything.
    mutating func pick<Element>(_ choices: [(Element, weight: Double)]) -> Element {
        var rest = unit() * choices.reduce(0) { $0 + $1.weight }
        for (choice, weight) in choices {
            rest -= weight
            if rest < 0 { return choice }
        }
        return choices[choices.count - 1].0
    }

    /// 32 hexadecimal digits, as ids and hashes have.
    mutating func hex32() -> String { HexText.digits(bits(), bits()) }
}
