/// A person's name as it stands in the log and beside what they did, and how it is taken out of texts.
public struct ErasedName: Sendable, Equatable {
    public let name: String

    public init(_ name: String) { self.name = name }

    /// A text with `mark` wherever the name stands as a word of its own; nil where it does not.
    public func replaced(by mark: String, in text: String) -> String? {
        guard !name.isEmpty else { return nil }
        var rest = text[...]
        var result = ""
        var isFound = false
        while let place = rest.firstRange(of: name) {
            let before = rest[..<place.lowerBound].last ?? result.last
            let after = rest[place.upperBound...].first
            let isWord = ![before, after].contains { $0.map { $0.isLetter || $0.isNumber } ?? false }
            result += rest[..<place.lowerBound] + (isWord ? mark : name)
            isFound = isFound || isWord
            rest = rest[place.upperBound...]
        }
        return isFound ? result + rest : nil
    }
}
