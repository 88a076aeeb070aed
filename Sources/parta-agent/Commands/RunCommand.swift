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
        let review = EnvironmentReview(environment: paths.environment)
        for complaint in review.complaints { logger.warning("\(complaint)") }
        if let aside = workplace.core.outbox.notice { logger.warning("\(aside)") }
        let senses = Senses(
            core: workplace.core, paths: paths, group: workplace.group,
            complain: { logger.warning("\(review.placed($0))") })
        let daemon = AgentDaemon(
            core: workplace.core, scan: senses.scan, lineTests: senses.lineTests,
            enrollment: enrollment(by: workplace.core, paths, logger),
            controlSocket: paths.environment["RUNTIME_DIRECTORY"] == nil ? nil : paths.controlSocket, logger: logger)
        try await daemon.run()
    }

    /// A slip of the pen in the file stops no agent: one that is enrolled goes on, another one waits for `enroll`, which
    /// writes the file and restarts the service.
    private func enrollment(by core: AgentCore, _ paths: AgentPaths, _ logger: Logger) -> EnrollmentFile? {
        do {
            let file = try EnrollmentFile.find(for: core, paths) { logger.error("\($0)") }
            if file == nil, core.enrollment == nil {
                logger.notice("not enrolled, waiting: sudo parta-agent enroll URL CODE")
            }
            return file
        } catch {
            logger.error("the enrolment file is passed over, not enrolled, waiting: \(error)")
            return nil
        }
    }
}
