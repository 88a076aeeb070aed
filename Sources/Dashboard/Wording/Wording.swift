public import Store

/// How pages speak one language: its texts, its numbers and its dates.
public struct Wording: Sendable {
    public let language: Language
    private let texts: [String: String]

    public init(_ catalogue: Catalogue, _ language: Language) {
        self.language = language
        texts = catalogue.texts(in: language)
    }

    /// The text of a key, with `{name}` replaced; the key itself where the catalogue has none, so that a page stays whole.
    public func callAsFunction(_ key: String, _ values: [String: String] = [:]) -> String {
        var text = texts[key] ?? key
        for (name, value) in values { text = text.replacing("{\(name)}", with: value) }
        return text
    }

    /// What a word of a fixed vocabulary is called: `verdict.tariff_cap`; the word itself where nobody has named it.
    public func word(_ vocabulary: String, _ word: String) -> String {
        texts["\(vocabulary).\(word)"] ?? word
    }

    /// Whether there is a text of this key.
    public func has(_ key: String) -> Bool { texts[key] != nil }

    /// All texts as templates name them: dots, by which they would look into values, become underscores.
    var templateTexts: PageValue {
        .group(
            Dictionary(texts.map { ($0.key.replacing(".", with: "_"), PageValue.text($0.value)) }) { first, _ in first }
        )
    }
}
