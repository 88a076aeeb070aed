public import FoundationEssentials
public import Store

/// Every sentence of the pages, in each language, by its key.
public struct Catalogue: Sendable, Equatable {
    public enum Failure: Error, Equatable, CustomStringConvertible {
        case unreadable(Language, reason: String)
        case missing(Language, keys: [String])

        public var description: String {
            switch self {
            case .unreadable(let language, let reason):
                "the pages' texts in \(language.rawValue) cannot be read: \(reason)"
            case .missing(let language, let keys):
                "the pages' texts in \(language.rawValue) lack \(keys.joined(separator: ", "))"
            }
        }
    }

    private let texts: [Language: [String: String]]

    /// - Parameter files: a JSON object of texts by key for each language.
    /// - Throws: `Failure`, also where one language lacks what another has.
    public init(_ files: [Language: Data]) throws {
        var texts: [Language: [String: String]] = [:]
        for language in Language.allCases {
            guard let data = files[language] else {
                throw Failure.unreadable(language, reason: "there is no such file")
            }
            do {
                texts[language] = try JSONDecoder().decode([String: String].self, from: data)
            } catch {
                throw Failure.unreadable(language, reason: "it is no JSON object of texts")
            }
        }
        let keys = texts.values.reduce(into: Set<String>()) { $0.formUnion($1.keys) }
        for language in Language.allCases {
            let lacking = keys.subtracting(texts[language, default: [:]].keys)
            guard lacking.isEmpty else { throw Failure.missing(language, keys: lacking.sorted()) }
        }
        self.texts = texts
    }

    public func texts(in language: Language) -> [String: String] { texts[language, default: [:]] }

    public var keys: Set<String> { Set(texts(in: .en).keys) }
}
