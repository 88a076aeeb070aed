/// A bulletin as pieces of text, before it is HTML or Markdown.
public struct BulletinDocument: Sendable, Equatable {
    public enum Block: Sendable, Equatable {
        case heading(String)
        case paragraph(String)
        case list([String])
        /// The first column names a row, the others hold its figures.
        case table(headings: [String], rows: [[String]])
        /// Said in the editor's own words.
        case editor(String)
    }

    public var language: String
    public var title: String
    public var subtitle: String
    public var blocks: [Block]

    /// One file for a browser or for printing: nothing in it is fetched from anywhere, and nothing runs.
    public var html: String {
        func escaped(_ text: String) -> String { HTMLText.escaped(text) }
        func isolated(_ text: String) -> String { "<bdi>\(escaped(text))</bdi>" }
        let body = blocks.map { block in
            switch block {
            case .heading(let text): "<h2>\(escaped(text))</h2>"
            case .paragraph(let text): "<p>\(escaped(text))</p>"
            case .editor(let text): "<p class=\"editor\">\(isolated(text))</p>"
            case .list(let items): "<ul>" + items.map { "<li>\(isolated($0))</li>" }.joined() + "</ul>"
            case .table(let headings, let rows):
                "<table><thead><tr>" + headings.map { "<th scope=\"col\">\(escaped($0))</th>" }.joined()
                    + "</tr></thead><tbody>"
                    + rows.map { row in
                        "<tr>"
                            + row.enumerated().map { index, cell in
                                index == 0 ? "<th scope=\"row\">\(isolated(cell))</th>" : "<td>\(isolated(cell))</td>"
                            }.joined() + "</tr>"
                    }.joined(separator: "\n") + "</tbody></table>"
            }
        }.joined(separator: "\n")
        return """
            <!DOCTYPE html>
            <html lang="\(language)"><head><meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(escaped(title))</title><style>\(Self.style)</style></head>
            <body><header><h1>\(isolated(title))</h1><p>\(escaped(subtitle))</p></header>
            \(body)
            </body></html>

            """
    }

    private static let style = """
        body { max-width: 50rem; margin: 1rem auto; padding: 0 1rem; color: #1b1b1b;
          font: 11pt/1.45 "Noto Sans", "DejaVu Sans", "Liberation Sans", sans-serif; }
        h1 { font-size: 1.6rem; margin: 0 0 .2rem; } h2 { font-size: 1.15rem; margin: 1.4rem 0 .4rem; color: #0b4f82; }
        header { border-bottom: 3px solid #0b4f82; } header p { margin: .2rem 0 .6rem; color: #565656; }
        table { border-collapse: collapse; width: 100%; margin: .5rem 0; }
        th, td { padding: .25rem .5rem; border-bottom: 1px solid #d9d9d9; text-align: right; }
        th:first-child { text-align: left; } thead th { background: #f3f6f9; vertical-align: bottom; }
        .editor { border-left: .3rem solid #0b4f82; padding-left: .8rem; white-space: pre-line; }
        @page { size: A4; margin: 16mm; } @media print { body { margin: 0; padding: 0; max-width: none; }
          h2 { break-after: avoid; } tr, li { break-inside: avoid; } }
        """

    /// As CommonMark with tables; what somebody else has written makes no markup.
    public var markdown: String {
        var text = "# \(Self.plain(title))\n\n\(Self.plain(subtitle))\n"
        for block in blocks {
            text += "\n"
            switch block {
            case .heading(let heading): text += "## \(Self.plain(heading))\n"
            case .paragraph(let paragraph): text += Self.plain(paragraph) + "\n"
            case .editor(let paragraph):
                text += paragraph.split(separator: "\n").map { "> \(Self.plain(String($0)))\n" }.joined()
            case .list(let items): text += items.map { "- \(Self.plain($0))\n" }.joined()
            case .table(let headings, let rows):
                func line(_ cells: [String]) -> String {
                    "| " + cells.map(Self.plain).joined(separator: " | ") + " |\n"
                }
                text += line(headings)
                text += "|---|" + String(repeating: "---:|", count: max(0, headings.count - 1)) + "\n"
                text += rows.map(line).joined()
            }
        }
        return text
    }

    /// Punctuation that Markdown or HTML would read is escaped; line breaks and controls are spaces.
    private static func plain(_ text: String) -> String {
        var plain = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\", "`", "*", "_", "[", "]", "<", ">", "#", "|", "&", "~":
                plain.append("\\")
                plain.append(scalar)
            case _
            where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
                || (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
                || (0x2028...0x2029).contains(scalar.value):
                plain.append(" ")
            default: plain.append(scalar)
            }
        }
        return String(plain)
    }
}
