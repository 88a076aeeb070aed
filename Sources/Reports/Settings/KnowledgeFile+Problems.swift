extension KnowledgeFile {
    /// In bytes of text, and files of one area or school.
    static let limitBytes = 65_536
    static let countLimit = 16

    /// Whether it is `NN-name.hwdb` of lower-case letters, digits and hyphens: it becomes a file's name on every computer.
    public var hasGoodName: Bool {
        let bytes = Array(name.utf8)
        guard (9...64).contains(bytes.count), name.hasSuffix(".hwdb") else { return false }
        func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }
        return isDigit(bytes[0]) && isDigit(bytes[1]) && bytes[2] == UInt8(ascii: "-")
            && bytes[3..<(bytes.count - 5)].allSatisfy {
                isDigit($0) || UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 || $0 == UInt8(ascii: "-")
            }
    }

    /// What is wrong with the text's form, the first line of it; nil where a compiler would take it.
    ///
    /// Source: hwdb(7): matches stand at a line's beginning, one or more, and properties below them after a space.
    var problem: String? {
        guard hasGoodName else { return "is not named NN-name.hwdb, of lower-case letters, digits and hyphens" }
        guard text.utf8.count <= Self.limitBytes else {
            return "has \(text.utf8.count) bytes and may have \(Self.limitBytes)"
        }
        var isInRecord = false
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.hasPrefix("#") { continue }
            if line.allSatisfy({ $0 == " " || $0 == "\t" }) {
                isInRecord = false
                continue
            }
            let isGood =
                if line.hasPrefix(" ") {
                    isInRecord && Self.isProperty(line.drop { $0 == " " })
                } else {
                    line.hasPrefix("parta:")
                }
            guard isGood, !line.unicodeScalars.contains(where: { $0.value < 32 }) else {
                return "line \(index + 1) is neither a key such as parta:usb:v0694p0010* nor, below one and after a "
                    + "space, PARTA_NAME=VALUE"
            }
            isInRecord = true
        }
        return nil
    }

    private static func isProperty(_ text: Substring) -> Bool {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        return parts.count == 2 && parts[0].hasPrefix("PARTA_")
            && parts[0].utf8.allSatisfy { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 || $0 == UInt8(ascii: "_") }
    }
}

extension RegionSettings {
    var knowledgeProblems: [String] {
        guard let files = hardwareDatabase else { return [] }
        var problems = files.compactMap { file in file.problem.map { "hwdb, \(Self.shown(file.name)) \($0)" } }
        if files.count > KnowledgeFile.countLimit {
            problems.append("hwdb has \(files.count) files and may have \(KnowledgeFile.countLimit)")
        }
        if Set(files.map(\.name)).count != files.count { problems.append("hwdb names a file twice") }
        return problems
    }
}
