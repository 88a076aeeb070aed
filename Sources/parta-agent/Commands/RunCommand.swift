internal import Agent
internal import ArgumentParser
internal import Logging
internal import Outbox
internal import Presentation
internal import Reports
internal import ServiceManager

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run as the service: follow devices, measure now and then, deliver.",
        discussion: "Started by systemd; stop it with SIGTERM. Logs to standard error, one line each.")

    @OptionGroup var options: StateOptions

    func run() async throws {
        let paths = options.paths
        try paths.check()
        let workplace = try Workplace(paths: paths)
        let logger = Logger(label: "parta-agent", factory: { _ in JournalLog.standard() })
        if let aside = workplace.core.outbox.notice { logger.warning("\(aside)") }
        let senses = Senses(
            core: workplace.core, paths: paths, group: workplace.group, complain: { logger.warning("\($0)") })
        let daemon = AgentDaemon(
            core: workplace.core, scan: senses.scan, lineTests: senses.lineTests,
            enrollment: try EnrollmentFile.find(for: workplace.core, paths) { logger.error("\($0)") },
            controlSocket: paths.environment["RUNTIME_DIRECTORY"] == nil ? nil : paths.controlSocket, logger: logger)
        try await daemon.run()
    }
}
