/// Base32 in Crockford's alphabet (no I, L, O, U), for codes that people read aloud and type.
///
/// Source of the alphabet: https://www.crockford.com/base32.html. Reading forgives case, separators, the letters that look
/// like digits, and the Cyrillic letters that look like Latin ones: a Kazakh keyboard is a Cyrillic one.
public enum Base32 {
    static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")

    /// The five-bit values of `text`, or nil with the offending character.
    public static func values(of text: some StringProtocol) throws(UnknownCharacter) -> [UInt8] {
        var values: [UInt8] = []
        for character in text {
            if character == "-" || character.isWhitespace { continue }
            guard let value = table[character] else { throw UnknownCharacter(character: character) }
            values.append(value)
        }
        return values
    }

    public static func text(of values: some Sequence<UInt8>) -> String {
        String(values.map { alphabet[Int($0 & 31)] })
    }

    public struct UnknownCharacter: Error, Equatable {
        public var character: Character
    }

    private static let lookalikes: [Character: Character] = [
        "O": "0", "I": "1", "L": "1",
        "А": "A", "В": "B", "Е": "E", "К": "K", "М": "M", "Н": "H", "О": "0", "Р": "P", "С": "C", "Т": "T",
        "Х": "X", "У": "Y", "І": "1", "Ѕ": "S", "Ј": "J", "З": "3",
    ]

    private static let table: [Character: UInt8] = {
        var table: [Character: UInt8] = [:]
        for (value, character) in alphabet.enumerated() { table[character] = UInt8(value) }
        for (lookalike, character) in lookalikes { table[lookalike] = table[character] }
        for (character, value) in table { table[Character(character.lowercased())] = value }
        return table
    }()
}
