/// The order of names: numbers by their value, letters as in the Kazakh alphabet, which holds the Russian one, whatever their
/// case. The same on every database and in every locale.
struct TextOrder: Comparable, Sendable {
    private let ranks: [UInt32]

    init(_ text: String) {
        var ranks: [UInt32] = []
        var digits: [UInt32] = []
        func endNumber() {
            guard !digits.isEmpty else { return }
            let value = digits.drop { $0 == 0 }
            // A longer number is a larger one.
            ranks.append(Self.firstNumber + UInt32(value.count))
            ranks += value
            digits = []
        }
        for character in text.lowercased() {
            if character.isASCII, let digit = character.wholeNumberValue {
                digits.append(UInt32(digit))
            } else {
                endNumber()
                ranks += Self.letters[character].map { [$0] } ?? character.unicodeScalars.map { $0.value + 16 }
            }
        }
        endNumber()
        self.ranks = ranks
    }

    static func < (first: TextOrder, second: TextOrder) -> Bool {
        first.ranks.lexicographicallyPrecedes(second.ranks)
    }

    /// Where `0` stands among other characters.
    private static let firstNumber: UInt32 = 48 + 16

    private static let letters: [Character: UInt32] = Dictionary(
        uniqueKeysWithValues: "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя".enumerated().map {
            // From where Unicode's Cyrillic letters begin.
            ($1, 0x400 + 16 + UInt32($0))
        })
}
