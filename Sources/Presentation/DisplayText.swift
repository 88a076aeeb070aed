/// Text as a terminal shows it: how many columns it takes, and what of it may be shown at all.
public enum DisplayText {
    /// `text` with control characters, line breaks and direction marks spelled out as `\u{NN}`.
    ///
    /// Device names come from whatever was plugged in; shown raw, one could move the cursor or turn a line around.
    public static func harmless(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isHarmful) else { return text }
        var shown = ""
        for scalar in text.unicodeScalars {
            if isHarmful(scalar) {
                shown += "\\u{\(String(scalar.value, radix: 16))}"
            } else {
                shown.unicodeScalars.append(scalar)
            }
        }
        return shown
    }

    /// Terminal columns that `text` takes: none for combining marks, two for East Asian wide characters.
    public static func width(of text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + width(of: $1) }
    }

    /// `text` cut to `columns`, with `…` for what was cut.
    public static func fitted(_ text: String, columns: Int) -> String {
        guard width(of: text) > columns else { return text }
        var shown = ""
        var used = 1
        for character in text {
            let next = width(of: String(character))
            if used + next > columns { break }
            used += next
            shown.append(character)
        }
        return shown + "…"
    }

    /// `text` in lines of at most `columns`, broken at its spaces; a longer word has a line of its own.
    public static func wrapped(_ text: String, columns: Int) -> [String] {
        var lines: [String] = []
        for word in text.split(separator: " ").map(String.init) {
            if let last = lines.last, width(of: last) + 1 + width(of: word) <= columns {
                lines[lines.count - 1] = last + " " + word
            } else {
                lines.append(word)
            }
        }
        return lines.isEmpty ? [""] : lines
    }

    private static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate: true
        // U+202A-202E and U+2066-2069 embed or override direction; U+200E, U+200F and U+061C mark it.
        case .format: scalar.value == 0x61C || (0x200E...0x206F).contains(scalar.value)
        default: false
        }
    }

    private static func width(of scalar: Unicode.Scalar) -> Int {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: 0
        default: isWide(scalar.value) ? 2 : 1
        }
    }

    /// East Asian Wide and Fullwidth blocks (Unicode Standard Annex 11), and emoji.
    private static func isWide(_ value: UInt32) -> Bool {
        switch value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
            true
        default: false
        }
    }
}
