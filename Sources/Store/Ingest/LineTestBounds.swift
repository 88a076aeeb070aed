internal import Reports

/// What a line test may hold at most.
enum LineTestBounds {
    static let platformLimit = 50
    /// Of all tests of a report together.
    static let reportPlatformLimit = 2_000
    static let markLimit = 20
    static let textLimitBytes = ReportBounds.textLimitBytes
    /// Sentences about what went wrong.
    static let problemLimitBytes = 2_000

    static func check(_ tests: [LineTest]) throws(ReportFailure) {
        guard tests.lazy.map({ $0.platforms?.count ?? 0 }).reduce(0, +) <= reportPlatformLimit else {
            throw .outOfBounds("more than \(reportPlatformLimit) platforms in the line tests of one report")
        }
        for test in tests { try check(test) }
    }

    private static func check(_ test: LineTest) throws(ReportFailure) {
        guard isIdentifier(test.id), isIdentifier(test.server, limit: problemLimitBytes) || test.server.isEmpty else {
            throw .outOfBounds("a line test has no id, or a server with too long a name")
        }
        if let name = FigureBounds.beyond(test) { throw .outOfBounds("a line test's \(name) is beyond reason") }
        let marks = test.marks ?? []
        guard marks.count <= markLimit, marks.allSatisfy({ isWord($0.rawValue) }) else {
            throw .outOfBounds(
                "a line test has more than \(markLimit) marks, or one that is no word of a to z, 0 to 9 and _")
        }
        guard names(test).allSatisfy({ isIdentifier($0) }) else {
            throw .outOfBounds(
                "a line test names a line, slot, lease, gateway or way of sending in no or too many bytes")
        }
        guard problems(test).allSatisfy({ $0.utf8.count <= problemLimitBytes }) else {
            throw .outOfBounds("a line test has a problem of more than \(problemLimitBytes) bytes")
        }
        let platforms = test.platforms ?? []
        guard platforms.count <= platformLimit,
            platforms.allSatisfy({ isIdentifier($0.platform) && isIdentifier($0.host, limit: 253) })
        else {
            throw .outOfBounds("a line test has more than \(platformLimit) platforms, or one without a name or host")
        }
    }

    private static func names(_ test: LineTest) -> [String] {
        [
            test.circumstances?.line, test.circumstances?.slot, test.circumstances?.lease, test.circumstances?.gateway,
            test.download?.congestionControl, test.upload?.congestionControl, test.method,
        ].compactMap(\.self)
    }

    private static func problems(_ test: LineTest) -> [String] {
        [test.problem, test.names?.nameProblem, test.download?.ending, test.upload?.ending].compactMap(\.self)
            + (test.platforms ?? []).compactMap(\.problem)
    }

    private static func isIdentifier(_ text: String, limit: Int = textLimitBytes) -> Bool {
        (1...limit).contains(text.utf8.count)
    }

    /// Nothing that could be taken for two marks.
    private static func isWord(_ text: String) -> Bool {
        isIdentifier(text)
            && text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 }
    }
}
