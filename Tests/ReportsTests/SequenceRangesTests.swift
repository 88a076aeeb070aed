import Foundation
import Testing

@testable import Reports

@Suite("Ranges of numbers")
struct SequenceRangesTests {
    private static func decoded(_ pairs: [[Int]]) throws -> SequenceRanges {
        try ReportCoder.decode(SequenceRanges.self, from: JSONEncoder().encode(pairs))
    }

    @Test("are read into order and joined, however they were written")
    func reading() throws {
        let pairs = [[9, 9], [1, 2], [3, 4], [20, 30], [22, 25], [Int.max, Int.max], [30, 31], [7, 7]]
        let expected = [1...4, 7...7, 9...9, 20...31, Int.max...Int.max]
        #expect(try Self.decoded(pairs).ranges == expected)
        #expect(try Self.decoded(pairs.reversed()).ranges == expected)
        for bad in [[[0, 1]], [[2, 1]], [[1]], [[1, 2, 3]]] {
            #expect(throws: DecodingError.self) { try Self.decoded(bad) }
        }
    }

    @Test("are kept as a text that reads as it was written, and nothing else is taken for one")
    func text() throws {
        for pairs in [[], [[1, 1]], [[1, 4], [7, 7], [1_000_000, 1_000_001]]] {
            let ranges = try Self.decoded(pairs)
            #expect(ranges.text == String(decoding: try ReportCoder.encode(ranges), as: UTF8.self))
            #expect(SequenceRanges(text: ranges.text) == ranges)
        }
        for other in [
            "", "[", "]", "[]]", "[[1,2]", "[[1,2],]", "[[2,1]]", "[[0,1]]", "[[1,2],[2,3]]", "[[1,2],[3,4]]",
            "[[1,2][4,5]]",
            "[,[1,2]]", "[[1, 2]]", "[[1,2,3]]", "[[1,99999999999999999999]]", "[[-1,2]]",
        ] {
            #expect(SequenceRanges(text: other) == nil, "\(other)")
        }
    }

    @Test("take numbers one by one as they take them all at once", arguments: [UInt64(1), 2, 3, 4])
    func inserting(_ seed: UInt64) {
        var state = seed
        var numbers: Set<Int> = []
        var ranges = SequenceRanges()
        for _ in 0..<400 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let number = Int(state >> 33) % 500 + 1
            let length = Int(state >> 20) % 4
            numbers.formUnion(number...(number + length))
            ranges.insert(number...(number + length))
            #expect(ranges == SequenceRanges(numbers))
        }
        for number in 0..<520 { #expect(ranges.contains(number) == numbers.contains(number)) }
        for (one, next) in zip(ranges.ranges, ranges.ranges.dropFirst()) {
            #expect(one.upperBound + 1 < next.lowerBound)
        }
    }

    @Test("a list of a hundred thousand is read in a pass", .timeLimit(.minutes(1)))
    func many() throws {
        let pairs = (1...100_000).reversed().map { [$0 * 3, $0 * 3 + 1] }
        #expect(try Self.decoded(pairs).count == 100_000)
    }
}
