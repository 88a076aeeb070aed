/// How a word is spelled in a `SearchKey`: in lower Latin letters, without what Kazakh, Russian and transliterations disagree on.
enum SearchSpelling {
    /// - Parameter word: letters, in lower case.
    static func of(_ word: String) -> String {
        var latin = ""
        for character in word { latin += letters[character] ?? plain(character) }
        return withoutDoubles(folded(latin))
    }

    /// Apostrophes of transliteration (`Gor'kiy`): they part no words.
    static func isSilent(_ character: Character) -> Bool { "'’ʼ`ʹ".contains(character) }

    /// In capitals what is one sound and may be written with several letters.
    private static let letters: [Character: String] = table(
        """
        а a ә a б b в v г g ғ g д d е e ё e ж J з z и i й i і i ї i ы i к k қ k л l м m н n ң n о o ө o п p р r с s т t
        у u ұ u ү u ў u ф f х h һ h ц ts ч C ш S щ S э e є e ю iu я ia ъ - ь -
        ä a á a â a à a å a ã a ə a æ a ç C č C ê e é e è e ë e ě e ğ g ǵ g ı i í i î i ï i ī i ì i ñ n ń n ň n ŋ n
        ö o ó o ô o ò o õ o ø o ş S š S ș S ś S ū u ü u ú u û u ù u ý u ÿ i ž J ź z ż J ț t ţ t ł l ď d ť t ř r
        """)

    /// Letters in groups that stand for one sound, the longest first, and single ones that stand for another.
    private static let sounds: [(letters: [Character], sound: String)] = [
        ("shch", "S"), ("dzh", "J"), ("tsh", "C"), ("sh", "S"), ("zh", "J"), ("dj", "J"), ("dJ", "J"), ("tS", "C"),
        ("kh", "h"), ("gh", "g"), ("ph", "f"), ("ch", "C"), ("ck", "k"), ("ng", "n"), ("ye", "e"), ("tz", "ts"),
        ("c", "k"), ("q", "k"), ("w", "u"), ("x", "ks"), ("y", "i"), ("j", "J"),
    ].map { (Array($0.0), $0.1) }

    private static let written: [Character: String] = ["S": "sh", "C": "ch", "J": "j"]

    private static func folded(_ latin: String) -> String {
        var rest = Array(latin)[...]
        var sounded = ""
        while let first = rest.first {
            if let match = sounds.first(where: { rest.starts(with: $0.letters) }) {
                sounded += match.sound
                rest = rest.dropFirst(match.letters.count)
            } else {
                sounded.append(first)
                rest = rest.dropFirst()
            }
        }
        return sounded.map { written[$0] ?? String($0) }.joined()
    }

    /// `Мария` and `Mariya` and `Maria`, `класс` and `klas`.
    private static func withoutDoubles(_ word: String) -> String {
        var single = ""
        for character in word where character != single.last { single.append(character) }
        return single
    }

    /// A letter of no table without its marks: a letter and a mark apart are seen as the letter with its mark above already.
    private static func plain(_ character: Character) -> String {
        let base = character.unicodeScalars.filter { $0.properties.generalCategory != .nonspacingMark }
        let text = String(String.UnicodeScalarView(base))
        return text.count == 1 ? letters[Character(text)] ?? text : text
    }

    private static func table(_ text: String) -> [Character: String] {
        let cells = text.split(whereSeparator: \.isWhitespace).map(String.init)
        var table: [Character: String] = [:]
        for index in stride(from: 0, to: cells.count - 1, by: 2) {
            table[Character(cells[index])] = cells[index + 1] == "-" ? "" : cells[index + 1]
        }
        return table
    }
}
