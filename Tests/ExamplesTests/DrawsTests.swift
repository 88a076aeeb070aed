import Testing

@testable import Examples

@Suite("Draws that are the same anywhere")
struct DrawsTests {
    @Test("SplitMix64 gives what its published code gives from 1234567")
    func splitMix() {
        var mix = SplitMix64(seed: 1_234_567)
        // The first outputs that Rosetta Code's reference lists for this seed.
        #expect(
            (0..<5).map { _ in mix.next() } == [
                6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
                4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
            ])
    }

    @Test("a purpose, a number and a seed each make draws of their own")
    func apart() {
        var all = [Draws(seed: 1, "a"), Draws(seed: 2, "a"), Draws(seed: 1, "b"), Draws(seed: 1, "a", 1)]
        let first = all.indices.map { all[$0].bits() }
        #expect(Set(first).count == 4)
    }

    @Test("whole numbers keep to their range and reach both ends")
    func whole() {
        var draws = Draws(seed: 1, "whole")
        let drawn = Set((0..<1_000).map { _ in draws.whole(3...7) })
        #expect(drawn == [3, 4, 5, 6, 7])
    }

    @Test("the normal draw has mean 0 and deviation 1")
    func normal() {
        var draws = Draws(seed: 1, "normal")
        let drawn = (0..<20_000).map { _ in draws.normal() }
        let mean = drawn.reduce(0, +) / 20_000
        let variance = drawn.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 20_000
        #expect(abs(mean) < 0.03)
        #expect(abs(variance - 1) < 0.05)
    }

    @Test("a weighted choice takes each as often as its weight says")
    func weighted() {
        let choice = WeightedChoice([("a", weight: 1), ("b", weight: 0), ("c", weight: 3)])
        var draws = Draws(seed: 1, "weighted")
        let drawn = (0..<8_000).map { _ in choice.draw(&draws) }
        #expect(!drawn.contains("b"))
        #expect(abs(drawn.count { $0 == "c" } - 6_000) < 200)
    }

    @Test(
        "a table of quantiles gives its ends, its middle and what lies between",
        arguments: [(0.0, 2.0), (0.5, 4), (0.75, 8)])
    func quantiles(_ probability: Double, _ value: Double) {
        #expect(QuantileTable(2, 4, 12).value(at: probability) == value)
    }

    @Test("hexadecimal text begins with the upper digit")
    func hex() {
        #expect(HexText.digits(0x0123_4567_89AB_CDEF, 0xF) == "0123456789abcdef000000000000000f")
    }
}
