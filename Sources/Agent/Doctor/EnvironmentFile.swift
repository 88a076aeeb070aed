internal import FoundationEssentials

/// What systemd reads into the service's environment: lines of `KEY=VALUE`, quotes around a value are taken off; `#`
/// and `;` begin a comment (systemd.exec(5), EnvironmentFile=).
struct EnvironmentFile: Sendable {
    let path: String
    private(set) var values: [String: String] = [:]
    /// Whether it is there and may not be read.
    private(set) var isHidden = false

    init(path: String) {
        self.path = path
        do {
            guard let content = try PrivateFile.read(path) else { return }
            values = Self.read(String(decoding: content, as: UTF8.self))
        } catch {
            isHidden = true
        }
    }

    static func read(_ text: String) -> [String: String] {
        var values: [String: String] = [:]
        for line in text.split(whereSeparator: \.isNewline) {
            let line = Self.trimmed(line)
            guard let first = line.first, first != "#", first != ";", let equals = line.firstIndex(of: "=") else {
                continue
            }
            var value = Self.trimmed(line[line.index(after: equals)...])
            if let quote = value.first, quote == "\"" || quote == "'", value.count > 1, value.last == quote {
                value = value.dropFirst().dropLast()
            }
            values[String(Self.trimmed(line[..<equals]))] = String(value)
        }
        return values
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}
