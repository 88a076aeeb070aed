internal import Agent
internal import ArgumentParser
internal import FoundationEssentials
internal import Outbox
internal import Presentation
internal import Reports

struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Say whether the agent runs, where it is enrolled and what waits.")

    @OptionGroup var options: StateOptions
    @OptionGroup var output: FormatOption

    func run() async throws {
        let status = try AgentStatus.read(
            stateDirectory: options.paths.state, mustExist: options.state != nil,
            enrollmentFile: options.paths.enrollmentFile)
        try output.write(status, rows: Self.lines(status), columns: Self.columns)
    }

    private static let columns: [Column<(name: String, value: Cell)>] = [
        Column("What", key: "what") { .text($0.name) },
        Column("Is", key: "is") { $0.value },
    ]

    private static func settings(_ status: AgentStatus, now: Date) -> String? {
        guard let version = status.settingsVersion, let signed = status.settingsIssuedAt else { return nil }
        // A clock that was never set makes no age.
        let days = Int(now.timeIntervalSince(signed) / 86_400)
        return "version \(version)" + (days >= 0 ? ", \(days) day\(days == 1 ? "" : "s") old" : "")
    }

    private static func left(_ status: AgentStatus) -> String? {
        status.leftOutboxes?.map { "\($0.path) (\($0.bytes) bytes)" }.joined(separator: ", ")
    }

    private static func lines(_ status: AgentStatus) -> [(name: String, value: Cell)] {
        [
            ("running", .flag(status.running)), ("process", .integer(status.process)),
            ("state", .text(status.stateDirectory)), ("agent", .text(status.agent?.text)),
            ("copied from", .text(status.clonedFrom?.text)), ("school", .text(status.school)),
            ("room", .text(status.room)), ("label", .text(status.label)),
            ("not enrolled because", .text(status.notEnrolledBecause)),
            ("confirmed by the region", status.unconfirmed.map { .flag(!$0) } ?? .text(nil)),
            ("server", .text(status.server?.text)), ("last server", .text(status.lastServer?.text)),
            ("region says", .text(status.standing?.sentence)), ("line tests", .text(status.lineTestServer)),
            ("region's settings", .text(settings(status, now: Date()))),
            ("reports waiting", .integer(status.outbox?.pending)),
            ("line tests not sealed", .integer(status.outbox?.unsealedLineTests)),
            ("reports refused", .integer(status.outbox?.refused)),
            ("kept for former regions", .text(left(status))),
            ("damaged outbox kept as", .text(status.outbox?.keptAside)),
        ]
    }
}
