internal import FoundationEssentials
public import Store

/// What a school disputes, with all line tests that there were then: to be printed and shown to a provider.
public struct DossierPage: Sendable {
    public var word: SchoolWord
    public var tests: [EvidenceTest]
    public var schoolName: String

    public init(_ word: SchoolWord, tests: [EvidenceTest], schoolName: String) {
        self.word = word
        self.tests = tests
        self.schoolName = schoolName
    }

    public func values(_ wording: Wording) -> [String: PageValue] {
        var values = VoicePage.word(word, wording)
        let shown =
            word.kind == .line && !word.subject.isEmpty
            ? tests.filter { $0.line == nil || $0.line == word.subject } : tests
        values["school"] = .text(schoolName)
        values["school_address"] = .text(Address("/school", [("id", word.school)]).text)
        values["kind"] = .text(wording("voice.kind_\(word.kind.rawValue)"))
        values["has_tests"] = .flag(!shown.isEmpty)
        values["count"] = .text(wording("voice.tests_kept", ["tests": wording.number(shown.count)]))
        values["tests"] = .rows(
            shown.map { test in
                [
                    "at": .text(wording.moment(Date(timeIntervalSince1970: TimeInterval(test.startedAt)))),
                    "download": .text(wording.mbps(test.downloadMbps) ?? "–"),
                    "upload": .text(wording.mbps(test.uploadMbps) ?? "–"),
                    "idle": .text(wording.milliseconds(test.idleLatencyMs) ?? "–"),
                    "loaded": .text(wording.milliseconds(test.loadedLatencyMs) ?? "–"),
                    "lessons": .text(test.inLessons.map { wording($0 ? "word.yes" : "word.no") } ?? "–"),
                    "verdict": .text(wording.word("verdict", test.verdict)),
                    "counts": .text(wording(test.leftOut == nil ? "word.yes" : "word.no")),
                ]
            })
        return values
    }
}
