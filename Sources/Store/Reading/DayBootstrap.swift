/// An interval of a median that knows how tests of one day resemble each other: whole days are drawn anew, not tests.
///
/// The percentile interval over resampled blocks: Efron and Tibshirani, "An Introduction to the Bootstrap" (1993), 13.3; blocks
/// that depend on each other within and not between: Davison and Hinkley, "Bootstrap Methods and their Application" (1997),
/// 3.8. The draws follow from a seed, so that a question asked twice has one answer.
struct DayBootstrap {
    /// Percentile intervals want a thousand and more (Efron and Tibshirani, 14.3).
    static let resamples = 1_000
    /// Of fewer days every resample is nearly the same one.
    static let fewestDays = 3

    /// The values in order, each with its day's position.
    private let values: [Double]
    private let days: [Int]
    private let testsOfDay: [Int]

    /// - Parameter samples: a day, counted from anywhere, and a value.
    init(_ samples: [(day: Int, value: Double)]) {
        let sorted = samples.sorted { $0.value < $1.value }
        let positions = Dictionary(
            uniqueKeysWithValues: Set(sorted.map(\.day)).sorted().enumerated().map { ($1, $0) })
        values = sorted.map(\.value)
        days = sorted.map { positions[$0.day] ?? 0 }
        testsOfDay = days.reduce(into: Array(repeating: 0, count: positions.count)) { $0[$1] += 1 }
    }

    /// 95 % of the medians of all resamples lie in it; nil below `fewestDays` days.
    func interval(seed: UInt64) -> ClosedRange<Double>? {
        guard testsOfDay.count >= Self.fewestDays else { return nil }
        var random = SplitMix(state: seed)
        var drawn = Array(repeating: 0, count: testsOfDay.count)
        var medians: [Double] = []
        medians.reserveCapacity(Self.resamples)
        for _ in 0..<Self.resamples {
            for day in drawn.indices { drawn[day] = 0 }
            var total = 0
            for _ in drawn.indices {
                let day = Int(random.next(below: UInt32(drawn.count)))
                drawn[day] += 1
                total += testsOfDay[day]
            }
            medians.append(median(drawn, total: total))
        }
        guard let low = Statistics.percentile(2.5, of: medians), let high = Statistics.percentile(97.5, of: medians)
        else { return nil }
        return low...high
    }

    /// The median where each value counts as often as its day was drawn: the mean of the middle two where they are even.
    private func median(_ drawn: [Int], total: Int) -> Double {
        let lowerRank = (total - 1) / 2
        var passed = 0
        var lower: Double?
        for index in values.indices {
            passed += drawn[days[index]]
            if lower == nil, passed > lowerRank {
                if passed > total / 2 { return values[index] }
                lower = values[index]
            } else if let lower, passed > total / 2 {
                return (lower + values[index]) / 2
            }
        }
        return lower ?? 0
    }

    /// The same for the same words: FNV-1a (Fowler, Noll, Vo), 64 bits, a zero byte after each word.
    static func seed(_ words: [String]) -> UInt64 {
        words.reduce(0xcbf2_9ce4_8422_2325) { hash, word in
            (word.utf8 + [0]).reduce(hash) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
        }
    }
}

/// Random numbers that follow from their seed: Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators" (2014).
private struct SplitMix {
    var state: UInt64

    /// By multiplication in place of division; of a few thousand days none is drawn oftener by more than one part in a million.
    mutating func next(below bound: UInt32) -> UInt32 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = (state ^ (state >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return UInt32(truncatingIfNeeded: (((mixed ^ (mixed >> 31)) >> 32) &* UInt64(bound)) >> 32)
    }
}
