/// The text of a file that systemd reads with `EnvironmentFile=` (systemd.exec(5)): lines of `KEY=VALUE`, comments after
/// `#` or `;`, quotes around a value taken off. Variables that it names in a value are not filled in, as systemd does not.
public struct EnvironmentText: Sendable, Equatable {
    public struct Entry: Sendable, Equatable {
        public var name: String
        public var value: String
        /// Of the file, from 1.
        public var line: Int

        public init(name: String, value: String, line: Int) {
            self.name = name
            self.value = value
            self.line = line
        }
    }

    /// In the order of the file; of several with one name systemd takes the last.
    public var entries: [Entry]

    public init(_ text: String) {
        entries = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated().compactMap {
            Self.entry($1, line: $0 + 1)
        }
    }

    /// What the service gets of a name; nil where it stands nowhere.
    public func entry(_ name: String) -> Entry? { entries.last { $0.name == name } }

    private static func entry(_ text: Substring, line: Int) -> Entry? {
        let text = trimmed(text)
        guard let first = text.first, first != "#", first != ";", let equals = text.firstIndex(of: "=") else {
            return nil
        }
        let name = String(trimmed(text[..<equals]))
        guard !name.isEmpty else { return nil }
        return Entry(name: name, value: value(trimmed(text[text.index(after: equals)...])), line: line)
    }

    /// Without its quotes; a backslash takes the next character as it is, save between single quotes.
    private static func value(_ text: Substring) -> String {
        var text = text
        let quote = text.first
        if quote == "'" || quote == "\"", text.count > 1, text.last == quote {
            text = text.dropFirst().dropLast()
            if quote == "'" { return String(text) }
        }
        var value = ""
        var isEscaped = false
        for character in text {
            if character == "\\", !isEscaped {
                isEscaped = true
            } else {
                value.append(character)
                isEscaped = false
            }
        }
        return value
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}
