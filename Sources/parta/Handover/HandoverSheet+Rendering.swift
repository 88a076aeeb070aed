internal import Presentation
internal import Store

extension HandoverSheet {
    /// As plain text.
    var text: String {
        var text = title + "\n" + String(repeating: "=", count: title.count) + "\n"
        if let warning { text += "\n" + warning + "\n" }
        text += "\n"
        for fact in facts { text += "\(fact.label): \(DisplayText.harmless(fact.text))\n" }
        for section in sections {
            text += "\n" + section.title + "\n" + String(repeating: "-", count: section.title.count) + "\n"
            if section.rows.isEmpty {
                text += nothing + "\n"
                continue
            }
            let columns = section.headings.indices.map { index in
                Column<[String]>(Heading(stringLiteral: section.headings[index]), key: "\(index)") { .text($0[index]) }
            }
            text += TextTable.render(section.rows, columns: columns)
        }
        text += "\n\(source)\n"
        for signer in signers {
            text += "\n\(signer)\n"
            for line in lines { text += "  \(line): ______________________________\n" }
        }
        return text
    }

    /// As one HTML file that asks the network for nothing.
    var html: String {
        var html = """
            <!DOCTYPE html>
            <html lang="\(language.rawValue)">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>\(Self.escaped(title))</title>
            <style>
            @page { size: A4; margin: 15mm }
            body { font: 11pt/1.35 "Noto Sans", "DejaVu Sans", sans-serif; color: #000; margin: 0 auto; max-width: 180mm }
            h1 { font-size: 16pt } h2 { font-size: 12pt; margin: 6mm 0 2mm }
            table { border-collapse: collapse; width: 100% } thead { display: table-header-group }
            th, td { border: 0.3mm solid #000; padding: 1mm 2mm; text-align: left; vertical-align: top }
            tr { break-inside: avoid } .sign { break-inside: avoid; margin-top: 8mm }
            .sign p { margin: 5mm 0 0; border-bottom: 0.3mm solid #000 } .warning { font-weight: bold }
            dl { display: grid; grid-template-columns: max-content auto; gap: 1mm 4mm } dd { margin: 0 }
            </style>
            </head>
            <body>
            <h1>\(Self.escaped(title))</h1>

            """
        if let warning { html += "<p class=\"warning\">\(Self.escaped(warning))</p>\n" }
        html += "<dl>\n"
        for fact in facts { html += "<dt>\(Self.escaped(fact.label))</dt><dd>\(Self.escaped(fact.text))</dd>\n" }
        html += "</dl>\n"
        for section in sections { html += Self.html(of: section, nothing: nothing) }
        html += "<p>\(Self.escaped(source))</p>\n"
        for signer in signers {
            html += "<div class=\"sign\"><strong>\(Self.escaped(signer))</strong>\n"
            for line in lines { html += "<p>\(Self.escaped(line))</p>\n" }
            html += "</div>\n"
        }
        return html + "</body>\n</html>\n"
    }

    private static func html(of section: Section, nothing: String) -> String {
        var html = "<h2>\(escaped(section.title))</h2>\n"
        guard !section.rows.isEmpty else { return html + "<p>\(escaped(nothing))</p>\n" }
        html +=
            "<table>\n<thead><tr>\(section.headings.map { "<th>\(escaped($0))</th>" }.joined())</tr></thead>\n<tbody>\n"
        for row in section.rows { html += "<tr>\(row.map { "<td>\(escaped($0))</td>" }.joined())</tr>\n" }
        return html + "</tbody>\n</table>\n"
    }

    /// Text that stays text: names of devices are whatever was plugged in.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in DisplayText.harmless(text) {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.append(character)
            }
        }
        return escaped
    }
}
