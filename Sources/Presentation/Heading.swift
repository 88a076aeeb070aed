/// The heading of a column in English, Kazakh and Russian, with the unit where a bare number could mislead.
public struct Heading: Sendable, Equatable, ExpressibleByStringLiteral {
    public var en: String
    public var kk: String
    public var ru: String

    public init(_ en: String, kk: String, ru: String) {
        self.en = en
        self.kk = kk
        self.ru = ru
    }

    /// One that is the same in every language, or of a table that only technicians read.
    public init(stringLiteral text: String) { self.init(text, kk: text, ru: text) }
}
