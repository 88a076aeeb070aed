/// Reads an environment file scalar by scalar, in the states of systemd's own reader (`src/basic/env-file.c`), so that what a
/// command reads in the file is what the service gets.
///
/// Of systemd's releases one thing differs: before 254 a comment that ends in a backslash goes on in the next line. Here it does
/// not, as in the later ones.
struct EnvironmentReader {
    private enum State {
        case beforeName, name, comment
        case beforeValue, value, escape
        case singleQuotes, doubleQuotes, escapeInDoubleQuotes
    }

    private var state = State.beforeName
    private var entries: [EnvironmentText.Entry] = []
    private var name = String.UnicodeScalarView()
    private var value = String.UnicodeScalarView()
    /// How much of the value stays when it ends here: white space at its end that was neither quoted nor escaped goes.
    private var kept = 0
    private var line = 1
    private var nameLine = 1
    private var isAfterReturn = false

    mutating func take(_ scalar: Unicode.Scalar) {
        step(scalar)
        // Of the two that end a line on other systems, each ends one for systemd; a person counts one.
        if scalar == "\r" || (scalar == "\n" && !isAfterReturn) { line += 1 }
        isAfterReturn = scalar == "\r"
    }

    /// What an end of the file within a value leaves is a value too.
    mutating func finish() -> [EnvironmentText.Entry] {
        switch state {
        case .beforeName, .name, .comment: break
        case .beforeValue, .value, .escape, .singleQuotes, .doubleQuotes, .escapeInDoubleQuotes: endEntry()
        }
        return entries
    }

    private mutating func step(_ scalar: Unicode.Scalar) {
        switch state {
        case .beforeName: begin(scalar)
        case .name: continueName(scalar)
        case .comment: if Self.endsLine(scalar) { state = .beforeName }
        case .beforeValue, .value: continueValue(scalar)
        case .escape:
            state = .value
            if !Self.endsLine(scalar) { keep(scalar) }
        case .singleQuotes:
            if scalar == "'" { state = .beforeValue } else { keep(scalar) }
        case .doubleQuotes:
            switch scalar {
            case "\"": state = .beforeValue
            case "\\": state = .escapeInDoubleQuotes
            default: keep(scalar)
            }
        case .escapeInDoubleQuotes:
            state = .doubleQuotes
            // As a shell: the backslash goes before what a shell would read there, and before the end of a line with it.
            switch scalar {
            case "\"", "\\", "`", "$": keep(scalar)
            case "\n": break
            default:
                keep("\\")
                keep(scalar)
            }
        }
    }

    private mutating func begin(_ scalar: Unicode.Scalar) {
        if scalar == "#" || scalar == ";" {
            state = .comment
        } else if !Self.isSpace(scalar) {
            state = .name
            nameLine = line
            name.append(scalar)
        }
    }

    private mutating func continueName(_ scalar: Unicode.Scalar) {
        if Self.endsLine(scalar) {
            state = .beforeName
            name.removeAll()
        } else if scalar == "=" {
            state = .beforeValue
        } else {
            name.append(scalar)
        }
    }

    /// Behind the equals sign, behind a closing quote, or within what is not quoted.
    private mutating func continueValue(_ scalar: Unicode.Scalar) {
        if Self.endsLine(scalar) {
            endEntry()
        } else if scalar == "\\" {
            state = .escape
            kept = value.count
        } else if state == .beforeValue, scalar == "'" {
            state = .singleQuotes
        } else if state == .beforeValue, scalar == "\"" {
            state = .doubleQuotes
        } else if !Self.isSpace(scalar) {
            state = .value
            keep(scalar)
        } else if state == .value {
            value.append(scalar)
        }
    }

    private mutating func keep(_ scalar: Unicode.Scalar) {
        value.append(scalar)
        kept = value.count
    }

    private mutating func endEntry() {
        while let last = name.last, Self.isSpace(last) { name.removeLast() }
        entries.append(
            EnvironmentText.Entry(
                name: String(name), value: String(String.UnicodeScalarView(value.prefix(kept))), line: nameLine))
        state = .beforeName
        name.removeAll()
        value.removeAll()
        kept = 0
    }

    private static func endsLine(_ scalar: Unicode.Scalar) -> Bool { scalar == "\n" || scalar == "\r" }

    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || scalar == "\t" || endsLine(scalar)
    }
}
