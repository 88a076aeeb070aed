/// Which numbers of a stream are durably stored, as sorted, disjoint, closed ranges.
public struct SequenceRanges: Codable, Sendable, Equatable {
    public private(set) var ranges: [ClosedRange<Int>]

    public init(_ numbers: some Sequence<Int> = []) {
        ranges = []
        for number in numbers.sorted() { append(number...number) }
    }

    /// As they are encoded: `[[1,4],[7,7]]`. A ledger writes them with each report.
    public var text: String {
        "[" + ranges.map { "[\($0.lowerBound),\($0.upperBound)]" }.joined(separator: ",") + "]"
    }

    /// Reads what `text` wrote.
    /// - Returns: nil for anything else, which a decoder may still read.
    public init?(text: String) {
        var text = text.utf8[...]
        func take(_ scalar: Unicode.Scalar) -> Bool {
            guard text.first == UInt8(ascii: scalar) else { return false }
            text.removeFirst()
            return true
        }
        func number() -> Int? {
            let digits = text.prefix { (48...57).contains($0) }
            text = text.dropFirst(digits.count)
            return digits.count > 18 ? nil : Int(Substring(digits))
        }
        self.init()
        guard take("[") else { return nil }
        while !text.isEmpty, text.first != UInt8(ascii: "]") {
            guard ranges.isEmpty || take(","), take("["), let first = number(), take(","), let last = number(),
                take("]"),
                first >= 1, first <= last, ranges.last.map({ $0.upperBound < first - 1 }) ?? true
            else { return nil }
            ranges.append(first...last)
        }
        guard take("]"), text.isEmpty else { return nil }
    }

    /// How many ranges there are: what keeping them costs.
    public var count: Int { ranges.count }

    public mutating func insert(_ number: Int) {
        insert(number...number)
    }

    public mutating func insert(_ added: ClosedRange<Int>) {
        // `- 1` on the lower bound's side: numbers start at 1, so this cannot overflow as `upperBound + 1` could.
        let start = firstIndex { $0.upperBound >= added.lowerBound - 1 }
        var end = start
        var merged = added
        while end < ranges.endIndex, ranges[end].lowerBound - 1 <= added.upperBound {
            merged = min(merged.lowerBound, ranges[end].lowerBound)...max(merged.upperBound, ranges[end].upperBound)
            end += 1
        }
        ranges.replaceSubrange(start..<end, with: CollectionOfOne(merged))
    }

    public func contains(_ number: Int) -> Bool {
        let index = firstIndex { $0.upperBound >= number }
        return index < ranges.endIndex && ranges[index].contains(number)
    }

    /// In one pass over the ranges in order, in whatever order they come: a list of many must not cost its square.
    public init(from decoder: any Decoder) throws {
        let pairs = try [[Int]](from: decoder)
        let read = try pairs.map { pair in
            guard pair.count == 2, pair[0] >= 1, pair[0] <= pair[1] else {
                throw DecodingError.dataCorrupted(
                    .init(codingPath: decoder.codingPath, debugDescription: "a range is [first, last] from 1"))
            }
            return pair[0]...pair[1]
        }
        self.init()
        for range in read.sorted(by: { $0.lowerBound < $1.lowerBound }) { append(range) }
    }

    public func encode(to encoder: any Encoder) throws {
        try ranges.map { [$0.lowerBound, $0.upperBound] }.encode(to: encoder)
    }

    /// Adds a range that begins with or after the last one.
    private mutating func append(_ range: ClosedRange<Int>) {
        guard let last = ranges.last, range.lowerBound - 1 <= last.upperBound else {
            ranges.append(range)
            return
        }
        ranges[ranges.endIndex - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
    }

    /// The first range for which `isBeyond` holds, by halving: it holds for none before and for all after.
    private func firstIndex(where isBeyond: (ClosedRange<Int>) -> Bool) -> Int {
        var low = ranges.startIndex
        var high = ranges.endIndex
        while low < high {
            let middle = low + (high - low) / 2
            if isBeyond(ranges[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
