/// Reads what `systemd-hwdb` wrote to stderr.
enum CompilerMessages {
    /// - Parameter originals: staged path to the path the technician knows.
    static func complaints(
        in output: [UInt8], originals: [String: String], program: String
    ) -> [Compilation.Complaint] {
        String(decoding: output, as: UTF8.self).split(separator: "\n").map { line in
            // PATH:LINE: MESSAGE; a path of ours holds no colon-number-colon before that.
            for (staged, original) in originals where line.hasPrefix(staged + ":") {
                let rest = line.dropFirst(staged.count + 1)
                let parts = rest.split(separator: ":", maxSplits: 1)
                guard parts.count == 2, let number = Int(parts[0]) else { continue }
                return .init(file: original, line: number, message: trimmed(parts[1]))
            }
            return .init(file: program, line: nil, message: trimmed(line))
        }
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text
        while text.first == " " { text.removeFirst() }
        while let last = text.last, last == " " || last == "\r" { text.removeLast() }
        return String(text)
    }
}
