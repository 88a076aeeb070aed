internal import Agent
internal import ArgumentParser
internal import Presentation

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Look at everything the agent needs, and say what is wrong and what to do.",
        discussion: """
            Changes nothing, and works beside a running agent; run it with sudo, or it sees little. The words it uses are \
            explained in docs/troubleshooting.md. Exit codes: 0 nothing fails, 69 not reachable, 65 damaged, 73 cannot \
            write, 77 not permitted; the last one wins.
            """)

    @OptionGroup var options: StateOptions
    @OptionGroup var output: FormatOption

    @Option(
        help: ArgumentHelp(
            "The service's environment (default: /etc/parta/agent.env); wins over this shell's.", valueName: "file"))
    var environmentFile: String?

    func run() async throws {
        var roots = Doctor.Roots()
        if let environmentFile { roots.environmentFile = environmentFile }
        let examination = await Doctor(paths: options.paths, roots: roots).examine()
        if output.format == .table {
            show(examination.findings)
        } else {
            try output.write(examination.findings, rows: examination.findings, columns: Self.columns)
        }
        if examination.exitStatus != .ok { throw ExitCode(examination.exitStatus.rawValue) }
    }

    private func show(_ findings: [Finding]) {
        // Nothing is cut to the terminal's width: what is wrong may stand at a line's end.
        print(TextTable.render(findings, columns: Self.table), terminator: "")
        // One word may be found twice; what to do is the same.
        var told: Set<FindingWord> = []
        for finding in findings {
            guard let word = finding.word, let advice = finding.advice, told.insert(word).inserted else { continue }
            if told.count == 1 { print("\nWhat to do (docs/troubleshooting.md says more):") }
            print("  \(word.rawValue): \(advice)")
        }
    }

    private static let table: [Column<Finding>] = Array(columns.dropLast())

    private static let columns: [Column<Finding>] = [
        Column("Check", key: "check") { .text($0.check.rawValue) },
        Column("Result", key: "result") { .text($0.result.rawValue) },
        Column("Finding", key: "word") { .text($0.word?.rawValue) },
        Column("Found", key: "detail") { .text($0.detail) },
        Column("What to do", key: "advice") { .text($0.advice) },
    ]
}
