internal import Store

/// What stands around every page: its head, who reads it, where else to go, in which languages.
public struct PageFrame: Sendable {
    /// A sentence above the page.
    public struct Notice: Sendable, Equatable {
        public enum Kind: String, Sendable { case note, warning, done }

        public var kind: Kind
        public var text: String

        public init(_ kind: Kind, _ text: String) {
            self.kind = kind
            self.text = text
        }
    }

    /// Who is signed in, and what proves that a form is this reader's own.
    public struct Reader: Sendable, Equatable {
        public var name: String
        public var role: String
        public var formToken: String

        public init(name: String, role: String, formToken: String) {
            self.name = name
            self.role = role
            self.formToken = formToken
        }
    }

    public var wording: Wording
    public var title: String
    /// Nil for a page that no entry of the navigation leads to.
    public var place: PagePlace?
    public var places: [PagePlace]
    /// Nil for whoever has shown no token.
    public var reader: Reader?
    /// Whether the pages are shown to everybody, without what only a token opens.
    public var isPublic: Bool
    public var notices: [Notice]
    /// This page in another language: its address and what was asked, without the language.
    public var address: String
    /// Scripts that the page loads, by their addresses; it must say the same without them, the map alone excepted.
    public var scripts: [String]
    public var styles: [String]

    public init(
        _ wording: Wording, title: String, place: PagePlace? = nil, places: [PagePlace] = [], reader: Reader? = nil,
        isPublic: Bool = false, notices: [Notice] = [], address: String = "/", scripts: [String] = [],
        styles: [String] = []
    ) {
        self.wording = wording
        self.title = title
        self.place = place
        self.places = places
        self.reader = reader
        self.isPublic = isPublic
        self.notices = notices
        self.address = address
        self.scripts = scripts
        self.styles = styles
    }

    /// The whole page.
    /// - Parameters:
    ///   - template: of what stands inside the frame.
    ///   - values: what it names; the catalogue's texts are `t` everywhere.
    /// - Throws: `PageTemplates.Failure`.
    public func html(
        _ templates: PageTemplates, _ template: String, _ values: [String: PageValue]
    ) throws -> String {
        var inner = values
        inner["t"] = wording.templateTexts
        inner["lang"] = .text(wording.language.rawValue)
        inner["form_token"] = .text(reader?.formToken)
        let body = try templates.render(template, inner)
        return try templates.render("frame", frame(body))
    }

    private func frame(_ body: String) -> [String: PageValue] {
        [
            "t": wording.templateTexts, "lang": .text(wording.language.rawValue), "title": .text(title),
            "body": .markup(body), "form_token": .text(reader?.formToken),
            "reader_name": .text(reader?.name), "reader_role": .text(reader.map { wording.word("role", $0.role) }),
            "is_public": .flag(isPublic && reader == nil), "signed_out": .flag(reader == nil),
            "scripts": .rows(scripts.map { ["address": .text($0)] }),
            "styles": .rows(styles.map { ["address": .text($0)] }),
            "notices": .rows(notices.map { ["kind": .text($0.kind.rawValue), "text": .text($0.text)] }),
            "places": .rows(
                places.map {
                    [
                        "address": .text($0.path), "name": .text(wording("place.\($0.rawValue)")),
                        "here": .flag($0 == place),
                    ]
                }),
            "languages": .rows(
                Language.allCases.map {
                    [
                        "code": .text($0.rawValue), "name": .text(wording("language.\($0.rawValue)")),
                        "address": .text(Address(address).setting("lang", $0.rawValue).text),
                        "chosen": .flag($0 == wording.language),
                    ]
                }),
        ]
    }
}
