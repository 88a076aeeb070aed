internal import Agent
internal import ArgumentParser
internal import Presentation

struct SealCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seal",
        abstract:
            "Prepare a disk image: remove everything by which this computer is known, so that each copy is its own.",
        discussion: """
            Stop the service first (systemctl stop parta-agent), and do not start it again before the disk was copied. The \
            enrolment file stays, so that each copy enrols itself. Undelivered reports are not removed without --discard. \
            docs/install.md says more.
            """)

    @OptionGroup var options: StateOptions
    @OptionGroup var output: FormatOption

    @Flag(inversion: .prefixedNo, help: "Keep the enrolment file, so that each copy enrols itself.")
    var keepEnrollment = true

    @Flag(help: "Remove also what the region has not acknowledged.")
    var discard = false

    @Flag(help: "Say what would be removed, and remove nothing.")
    var dryRun = false

    func run() async throws {
        let seal = ImageSeal(paths: options.paths, privateState: options.state == nil ? ImageSeal.privateState : nil)
        let lines = try seal.seal(isDry: dryRun, discarding: discard, keepingEnrollment: keepEnrollment)
        if output.format == .table {
            // Nothing is cut to the terminal's width: what is to be done stands at a line's end.
            for line in lines {
                let action = dryRun && line.action == .removed ? "would remove" : line.action.rawValue
                print(DisplayText.harmless("\(action): \(line.path) (\(line.what))"))
            }
        } else {
            try output.write(lines, rows: lines, columns: Self.columns)
        }
        guard !dryRun else { return }
        let isDone = !lines.contains { $0.action == .warning }
        Terminal.say(
            isDone ? "sealed: switch off and copy the disk" : "sealed, but see the warnings before the disk is copied")
    }

    private static let columns: [Column<ImageSeal.Line>] = [
        Column("Action", key: "action") { .text($0.action.rawValue) },
        Column("Path", key: "path") { .text($0.path) },
        Column("What", key: "what") { .text($0.what) },
    ]
}
