internal import Agent
internal import ArgumentParser
internal import Inventory
internal import Presentation
internal import Reports

struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Show which rules speak of a device, in order, and which one won and why.",
        discussion: """
            Of hwdb records that match, the last one counts. An id alone shows what rules know of the id; a device that is \
            plugged in, named by its port or syspath, shows its interfaces, names and child nodes as well.
            """)

    @Argument(help: "A USB id (1a86:7523), a USB port (1-2.3), a PCI address (0000:00:1f.3) or a path below /sys.")
    var subject: String

    @OptionGroup var knowledge: KnowledgeOptions
    @OptionGroup var output: FormatOption

    func validate() throws { _ = try asked() }

    private func asked() throws -> ExplanationSubject {
        guard let asked = ExplanationSubject(subject) else {
            throw ValidationError(
                "\(DisplayText.harmless(subject)) is no USB id such as 1a86:7523, no port such as 1-2.3, no PCI address "
                    + "such as 0000:00:1f.3 and no path below /sys.")
        }
        return asked
    }

    func run() async throws {
        let paths = AgentPaths(knowledge: knowledge.hwdb)
        let source = ExplanationSource(knowledge: paths.knowledge, environment: paths.environment)
        for complaint in source.complaints { Terminal.say("warning: \(DisplayText.harmless(complaint))") }
        let explanation = try source.explain(try asked())
        if output.format == .table { printHead(explanation) }
        try output.write(explanation, rows: explanation.rules, columns: Self.columns)
        if output.format == .table { printTail(explanation) }
    }

    private func printHead(_ explanation: Explanation) {
        let answer = [explanation.category.rawValue, explanation.confidence.rawValue, "rule \(explanation.rule)"]
        let lines: [(String, String?)] = [
            ("device", explanation.subject), ("key", explanation.key),
            ("maker", explanation.vendor), ("product", explanation.product),
            ("answer", answer.joined(separator: ", ")), ("why", explanation.reason),
        ]
        for (name, text) in lines { say(name, text ?? "-") }
        print()
    }

    private func printTail(_ explanation: Explanation) {
        if !explanation.system.isEmpty { print() }
        for (name, value) in explanation.system.sorted(by: { $0.key < $1.key }) { say("system", "\(name)=\(value)") }
        if !explanation.notes.isEmpty { print() }
        for note in explanation.notes { say("note", note) }
    }

    private func say(_ name: String, _ text: String) {
        print(name + String(repeating: " ", count: max(1, 9 - name.count)) + DisplayText.harmless(text))
    }

    static let columns: [Column<Explanation.Rule>] = [
        Column("Won", key: "won") { .flag($0.won) },
        Column("Source", key: "source") { .text($0.source.rawValue) },
        Column("Rule", key: "rule") { .text($0.rule) },
        Column("Category", key: "category") { .text($0.category) },
        Column("Sure", key: "confidence") { .text($0.confidence) },
        Column("Matched", key: "pattern") { .text($0.pattern) },
        Column("Where", key: "where") { rule in .text(rule.file.map { "\($0):\(rule.line ?? 0)" }) },
        Column("Says", key: "properties") { .text(says($0)) },
    ]

    /// What has no column of its own.
    private static func says(_ rule: Explanation.Rule) -> String? {
        let shown: Set<String> = ["PARTA_RULE", "PARTA_CATEGORY", "PARTA_CONFIDENCE"]
        let rest = rule.properties.filter { !shown.contains($0.key) }.sorted { $0.key < $1.key }
        return rest.isEmpty ? nil : rest.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
    }
}
