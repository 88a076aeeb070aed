internal import Agent
internal import ArgumentParser
internal import FoundationEssentials
internal import Outbox
internal import Presentation
internal import Reports

struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write what waits into a file that only the region can read, such as on a stick.",
        discussion: """
            Nothing is forgotten by it: the reports are delivered over the line as well, when there is one, and counted once.
            The region takes the file with `parta import bundle`. In a directory the file is called
            parta-AGENT-DATE.bundle.
            """)

    @OptionGroup var options: StateOptions

    @Flag(help: "Also what the region has acknowledged in the last 14 days, for a region that lost it.")
    var all = false

    @Argument(help: "The file, or a directory such as the stick's.")
    var file: String

    func run() async throws {
        let route = try ControlRoute.find(options.paths)
        let agent = try await route.answer(ControlRequest(.status)).agent?.text.prefix(12) ?? "agent"
        let name = "parta-\(agent)-\(LocalDay.text(of: Date())).bundle"
        let target = try ExportFile(path: file, name: name, mark: "PARTA-BUNDLE ")
        let path = target.path
        let result = try await route.answer(ControlRequest(.export, all: all)) { try target.write($0) }
        try target.place()
        let count = result.reports ?? 0
        Terminal.say("wrote \(count) report\(count == 1 ? "" : "s") to \(DisplayText.harmless(path))")
    }
}
