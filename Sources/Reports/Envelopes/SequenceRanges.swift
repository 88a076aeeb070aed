/// Which numbers of a stream are durably stored, as sorted, disjoint, closed ranges.
public struct SequenceRanges: Codable, Sendable, Equatable {
    public private(set) var ranges: [ClosedRange<Int>]

    public init(_ numbers: some Sequence<Int> = []) {
        ranges = []
        for number in numbers.sorted() { insert(number) }
    }

    public mutating func insert(_ number: Int) {
        insert(number...number)
    }

    public mutating func insert(_ added: ClosedRange<Int>) {
        var merged = added
        var kept: [ClosedRange<Int>] = []
        for range in ranges {
            // `- 1` on the range's side: numbers start at 1, so this cannot overflow as `upperBound + 1` could.
            if range.lowerBound - 1 > merged.upperBound || merged.lowerBound - 1 > range.upperBound {
                kept.append(range)
            } else {
                merged = min(range.lowerBound, merged.lowerBound)...max(range.upperBound, merged.upperBound)
            }
        }
        kept.append(merged)
        ranges = kept.sorted { $0.lowerBound < $1.lowerBound }
    }

    public func contains(_ number: Int) -> Bool { ranges.contains { $0.contains(number) } }

    public init(from decoder: any Decoder) throws {
        self.init()
        for pair in try [[Int]](from: decoder) {
            guard pair.count == 2, pair[0] >= 1, pair[0] <= pair[1] else {
                throw DecodingError.dataCorrupted(
                    .init(codingPath: decoder.codingPath, debugDescription: "a range is [first, last] from 1"))
            }
            insert(pair[0]...pair[1])
        }
    }

    public func encode(to encoder: any Encoder) throws {
        try ranges.map { [$0.lowerBound, $0.upperBound] }.encode(to: encoder)
    }
}
