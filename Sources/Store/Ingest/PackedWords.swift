/// Writes words that come again and again: each in full where it comes first, by its number after.
public struct PackedWordWriter: Sendable {
    private var places: [String: Int] = [:]

    public init() {}

    /// - Parameter word: nil where there is none.
    public mutating func put(_ word: String?, into writer: inout PackedWriter) {
        guard let word else { return writer.put(0) }
        if let place = places[word] { return writer.put(place) }
        places[word] = places.count + 1
        writer.put(places.count)
        writer.put(word)
    }
}

/// Reads what `PackedWordWriter` wrote, in the same order.
public struct PackedWordReader: Sendable {
    private var words: [String] = []

    public init() {}

    /// - Throws: `PackedDamage`.
    public mutating func word(from reader: inout PackedReader) throws -> String? {
        let place = try reader.number()
        guard place > 0 else { return nil }
        if place <= words.count { return words[place - 1] }
        guard place == words.count + 1 else { throw reader.damage("a word comes by its number before it comes itself") }
        words.append(try reader.text())
        return words[place - 1]
    }
}
