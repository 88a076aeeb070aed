import Dashboard
import Foundation
import Store
import Testing

/// The pages' texts as they are shipped.
struct CatalogueTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "web")

    static func catalogue() throws -> Catalogue {
        try Catalogue(
            Dictionary(
                uniqueKeysWithValues: Language.allCases.map {
                    ($0, try Data(contentsOf: folder.appending(path: "catalogue/\($0.rawValue).json")))
                }))
    }

    static func wording(_ language: Language) throws -> Wording { Wording(try catalogue(), language) }

    /// `Catalogue` throws where one language lacks what another has.
    @Test func noLanguageLacksAKey() throws {
        #expect(try Self.catalogue().keys.count > 300)
    }

    @Test func aMissingKeyIsNamed() throws {
        let one = Data(#"{"a": "x", "b": "y"}"#.utf8)
        #expect(throws: Catalogue.Failure.missing(.ru, keys: ["b"])) {
            try Catalogue([.kk: one, .ru: Data(#"{"a": "x"}"#.utf8), .en: one])
        }
        #expect(throws: Catalogue.Failure.self) { try Catalogue([.kk: one, .en: one]) }
        #expect(throws: Catalogue.Failure.self) { try Catalogue([.kk: one, .ru: Data("[]".utf8), .en: one]) }
    }

    /// A sentence has the same places for figures in each language, or one of them would lose a figure.
    @Test(arguments: Language.allCases)
    func placesAreTheSame(language: Language) throws {
        let catalogue = try Self.catalogue()
        let (own, english) = (catalogue.texts(in: language), catalogue.texts(in: .en))
        for key in catalogue.keys {
            #expect(Self.places(own[key]) == Self.places(english[key]), "\(key) in \(language)")
            #expect(own[key]?.isEmpty == false, "\(key) in \(language)")
        }
    }

    private static func places(_ text: String?) -> [String] {
        (text ?? "").matches(of: /\{([a-z_]+)\}/).map { String($0.1) }.sorted()
    }

    /// Every text that a template names is there, and only bodies and charts are printed as they are.
    @Test func templatesNameWhatThereIs() throws {
        let keys = Set(try Self.catalogue().keys.map { $0.replacing(".", with: "_") })
        let templates = try FileManager.default.contentsOfDirectory(
            at: Self.folder.appending(path: "templates"), includingPropertiesForKeys: nil)
        #expect(templates.count >= 14)
        for template in templates {
            let text = try String(contentsOf: template, encoding: .utf8)
            for name in text.matches(of: /\{\{t\.([A-Za-z0-9_]+)\}\}/) {
                #expect(keys.contains(String(name.1)), "\(template.lastPathComponent) names \(name.1)")
            }
            for raw in text.matches(of: /\{\{\{([^}]*)\}\}\}/) {
                #expect(
                    raw.1.hasPrefix("body") || raw.1.hasPrefix("chart"),
                    "\(template.lastPathComponent) prints \(raw.1) raw")
            }
            #expect(!text.contains("{{&"), "\(template.lastPathComponent) prints something raw")
            #expect(!text.contains(" style=") && !text.contains("<script>") && !text.contains("onclick"))
            #expect(
                !text.contains("http://") && !text.contains("https://"), "\(template.lastPathComponent) leads elsewhere"
            )
        }
    }

    /// Words of fixed vocabularies have a name in the catalogue, so that no page shows a program's word.
    @Test func vocabulariesAreNamed() throws {
        let wording = try Self.wording(.kk)
        let words =
            VocabularyWords.verdicts.map { "verdict.\($0)" } + VocabularyWords.remedies.map { "remedy.\($0)" }
            + VocabularyWords.remedies.map { "step.\($0)" } + VocabularyWords.categories.map { "category.\($0)" }
            + VocabularyWords.media.map { "medium.\($0)" } + VocabularyWords.states.map { "state.\($0)" }
            + LineClass.allCases.map { "class.\($0.rawValue)" } + ReaderRole.allCases.map { "role.\($0.rawValue)" }
        for word in words { #expect(wording.has(word), "\(word)") }
    }
}
