/// How the counts of a past day are kept: a school has hundreds of them, a country millions.
extension StockCount {
    private static let numbers: [any WritableKeyPath<StockCount, Int> & Sendable] = [
        \.low, \.high, \.verified, \.registered, \.notSeen, \.noData, \.outOfOrder, \.seenAgain,
    ]

    public static func packed(_ counts: [StockCount]) -> [UInt8] {
        var writer = PackedWriter()
        var words = PackedWordWriter()
        writer.put(counts.count)
        for count in counts {
            words.put(count.category.rawValue, into: &writer)
            words.put(count.room, into: &writer)
            for number in numbers { writer.put(count[keyPath: number]) }
        }
        return writer.bytes
    }

    /// - Throws: `PackedDamage`.
    public static func unpacked(_ bytes: [UInt8]) throws -> [StockCount] {
        var reader = PackedReader(bytes)
        var words = PackedWordReader()
        var counts: [StockCount] = []
        for _ in 0..<(try reader.count(ofAtLeast: numbers.count + 2)) {
            guard let category = try words.word(from: &reader).flatMap(StockCategory.init(rawValue:)) else {
                throw reader.damage("a count has no category")
            }
            var count = StockCount(category: category, room: try words.word(from: &reader))
            for number in numbers { count[keyPath: number] = try reader.number() }
            counts.append(count)
        }
        guard reader.isAtEnd else { throw reader.damage("more follows than is announced") }
        return counts
    }
}
