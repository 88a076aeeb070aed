internal import Agent
internal import ArgumentParser
internal import FoundationEssentials
internal import Presentation
internal import Reports

struct AcknowledgeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "acknowledge",
        abstract: "Take what the region answered to this computer's bundles.",
        discussion:
            "Looks for this computer's part in a file that `parta import bundle` wrote, or in all .ack files of a directory."
    )

    @OptionGroup var options: StateOptions

    @Argument(help: "The file, or a directory such as the stick's.")
    var file: String

    func run() async throws {
        let route = try ControlRoute.find(options.paths)
        let status = try await route.answer(ControlRequest(.status))
        guard let agent = status.agent, let region = status.regionKey else { throw BundleRefusal.noRegion }
        var search = AcknowledgementSearch(agent: agent, region: region)
        for path in try files() { try read(path, into: &search) }
        guard let envelope = search.found else {
            let why =
                search.signed > 0
                ? "answers other computers only; export here first, and have the region import that bundle"
                : "holds nothing that this computer's region has signed"
            Terminal.say("error: \(DisplayText.harmless(file)) \(why)")
            throw ExitCode(SystemExit.badData.rawValue)
        }
        let result = try await route.answer(ControlRequest(.acknowledge, envelope: envelope))
        if let summary = result.acknowledgement { report(summary) }
    }

    private func files() throws -> [String] {
        guard FileManager.default.fileExists(atPath: "\(file)/.") else { return [file] }
        return try FileManager.default.contentsOfDirectory(atPath: file).filter { $0.hasSuffix(".ack") }.sorted()
            .map { "\(file)/\($0)" }
    }

    private func read(_ path: String, into search: inout AcknowledgementSearch) throws {
        do {
            try FilePieces.read(path) { search.read($0) }
            search.endFile()
        } catch let failure as FilePieces.Failure {
            Terminal.say("error: \(DisplayText.harmless(path)) cannot be read (\(failure.reason))")
            throw ExitCode(SystemExit.badData.rawValue)
        }
    }

    private func report(_ summary: AcknowledgementSummary) {
        if summary.enrolled { Terminal.say("the region has taken this computer in") }
        Terminal.say("\(summary.acknowledged) reports have arrived and need not be sent again")
        if summary.refused > 0 {
            Terminal.say("warning: \(summary.refused) reports were refused and are kept aside")
        }
        if summary.renewed > 0 { Terminal.say("\(summary.renewed) reports were sealed anew; export once more") }
        if summary.settings { Terminal.say("the region's settings were taken") }
        if summary.rekeyed {
            Terminal.say("warning: the region ordered a new key; enrol again with: sudo parta-agent enroll URL CODE")
        }
        if summary.isOld { Terminal.say("a newer answer was taken before; this one changed nothing else") }
    }
}
