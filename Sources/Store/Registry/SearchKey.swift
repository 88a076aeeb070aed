/// What names of schools are searched by: words that are the same however a name is written.
///
/// Case, Kazakh and Russian letters that stand for each other (ә/а, қ/к, ғ/г, ң/н, ө/о, ұ/ү/у, һ/х, і/ы/и/й, ё/е), the Latin
/// alphabets of 2018 and 2021 and the usual transliterations come to one spelling, in `SearchSpelling`. Quotes, hyphens and
/// signs only separate words; "№12", "N12", "No. 12" and "12" are the word `12`. Made by this code alone, so that every database
/// finds the same.
public struct SearchKey: Sendable, Equatable {
    /// More than any name has: what lies beyond is not searched.
    static let mostWords = 32

    /// Each once, in the order of the text.
    public let words: [String]

    /// Of one text: a name, or what somebody asks for.
    public init(_ text: String) {
        words = Self.unique(Self.words(of: text))
    }

    /// Of a school's names in all languages together.
    public init(_ names: Names) {
        words = Self.unique([names.kk, names.ru, names.en].compactMap(\.self).flatMap(Self.words))
    }

    /// Whether every word of this key is, or begins, a word of `key`; a number is only found as a whole.
    public func isFound(in key: SearchKey) -> Bool {
        words.allSatisfy { word in
            key.words.contains { Self.isWhole(word) ? $0 == word : $0.hasPrefix(word) }
        }
    }

    /// Whether a word is a number: school 1 is not school 12.
    public static func isWhole(_ word: String) -> Bool { word.utf8.first.map { (48...57).contains($0) } ?? false }

    private static func unique(_ words: [String]) -> [String] {
        var seen = Set<String>()
        return words.filter { seen.insert($0).inserted }
    }

    private static func words(of text: String) -> [String] {
        var words: [String] = []
        var piece = ""
        var isNumber = false
        func end() {
            if isNumber {
                // "N" and "No" before a number say no more than the number does.
                if let last = words.last, ["n", "no", "nr"].contains(last) { words.removeLast() }
                let digits = piece.drop { $0 == "0" }
                if !piece.isEmpty { words.append(digits.isEmpty ? "0" : String(digits)) }
            } else {
                let word = SearchSpelling.of(piece)
                if !word.isEmpty { words.append(word) }
            }
            piece = ""
        }
        for character in text.lowercased() {
            if let digit = character.wholeNumberValue, digit < 10 {
                if !isNumber { end() }
                isNumber = true
                piece += String(digit)
            } else if character.isLetter {
                if isNumber { end() }
                isNumber = false
                piece.append(character)
            } else if !SearchSpelling.isSilent(character) {
                end()
                isNumber = false
            }
        }
        end()
        return Array(words.prefix(mostWords))
    }
}
