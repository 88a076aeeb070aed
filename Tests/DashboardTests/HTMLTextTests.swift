import Dashboard
import Testing

struct HTMLTextTests {
    /// As it came, and as it may stand in a page.
    @Test(arguments: [
        ("plain", "plain"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("a & b", "a &amp; b"),
        ("\"\u{301} onclick=x", "&quot;\u{301} onclick=x"),
        ("'\u{20DD}", "&#39;\u{20DD}"),
        ("<\u{301}b>", "&lt;\u{301}b&gt;"),
        ("`\u{34F}", "&#96;\u{34F}"),
        ("\u{0}\u{1B}[2J\u{85}", "\u{FFFD}\u{FFFD}[2J\u{FFFD}"),
        ("\u{202E}gnirts", "\u{202E}gnirts"),
        ("\u{FFFF}", "\u{FFFD}"),
        ("Қазақстан\tмектебі\n", "Қазақстан\tмектебі\n"),
    ])
    func escapes(raw: String, shown: String) {
        // By scalars: to compare by characters would take what is not equal for equal.
        #expect(Array(HTMLText.escaped(raw).unicodeScalars) == Array(shown.unicodeScalars))
    }

    /// In templates, in what they include, and inside sections.
    @Test(arguments: ["page", "including", "listing"])
    func templatesEscape(template: String) throws {
        let templates = try PageTemplates([
            "page": #"<p title="{{name}}">{{name}}</p>"#, "including": "{{> page}}",
            "listing": #"{{#rows}}<p title="{{name}}">{{name}}</p>{{/rows}}"#,
        ])
        let hostile = "\"\u{301} onmouseover=\"x\u{301}\" <b\u{301}>"
        let html = try templates.render(
            template, ["name": .text(hostile), "rows": .rows([["name": .text(hostile)]])])
        let shown = HTMLText.escaped(hostile)
        #expect(html.unicodeScalars.elementsEqual("<p title=\"\(shown)\">\(shown)</p>".unicodeScalars), "\(html)")
    }

    @Test func aTemplateThatIsMissingIsNamed() throws {
        let templates = try PageTemplates([:])
        #expect(throws: PageTemplates.Failure.missing(template: "x")) { try templates.render("x", [:]) }
        #expect(throws: PageTemplates.Failure.self) { try PageTemplates(["y": "{{#open}}"]) }
    }
}
