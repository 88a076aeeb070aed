internal import Agent
internal import ArgumentParser
internal import Logging
internal import Outbox
internal import Presentation
internal import Reports
internal import ServiceManager

struct OnceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "once",
        abstract: "Scan, measure the line, keep both, deliver what is waiting; then exit.",
        discussion: """
            Enrols first when the enrolment file asks for it. When the aggregator is away, everything is kept and delivered
            next time; the exit code is then 69.
            """)

    @OptionGroup var options: StateOptions
    @OptionGroup var duration: DurationOption

    func run() async throws {
        let paths = options.paths
        try paths.check()
        // Root's own files are read by root, the state is the service's user's: the round is as the service's rounds are.
        let file = Result {
            try EnrollmentFile.find(
                credentials: paths.environment["CREDENTIALS_DIRECTORY"], path: paths.enrollmentFile)
        }
        let owner = try StateOwner(of: paths.state)
        let workplace = try Workplace(paths: paths, owner: owner)
        let warn: @Sendable (String) -> Void = { words in
            Terminal.say("warning: \(DisplayText.harmless(owner?.plain(words) ?? words))")
        }
        let progress = LineProgressPrinter()
        let senses = Senses(
            core: workplace.core, paths: paths, group: workplace.group, durationSeconds: duration.seconds,
            progress: progress.callback, complain: warn)
        try owner?.assume()
        defer { owner?.resume() }
        do {
            try await run(on: workplace.core, with: file, senses, progress, warn: warn)
        } catch {
            throw owner?.plain(error) ?? error
        }
    }

    private func run(
        on core: AgentCore, with given: Result<EnrollmentFile?, any Error>, _ senses: Senses,
        _ progress: LineProgressPrinter, warn: (String) -> Void
    ) async throws {
        for notice in [core.outbox.notice, core.copyNotice].compactMap(\.self) + core.damageNotices { warn(notice) }
        let file = try EnrollmentFile.found(given, for: core, complain: warn)
        if let file {
            do {
                try await core.enroll(with: file)
            } catch let failure as ConnectionFailure where core.enrollment != nil {
                // Enrolled before: scan and test are kept even while the new region cannot be reached.
                warn(failure.description)
            }
        }
        if let notice = core.departureNotice { warn(notice) }
        let summary = try await senses.round(
            logger: Logger(label: "parta-agent", factory: { _ in JournalLog.standard() })
        ).run(on: core)
        progress.end()
        report(summary)
        if let problem = summary.settingsProblem { warn(problem) }
        if summary.delivery.rekeyed {
            warn(core.copyNotice ?? "the region ordered a new key")
            if let file { try await core.enroll(with: file) } else { _ = try core.enrolled() }
        }
        if summary.exitStatus != .ok { throw ExitCode(summary.exitStatus.rawValue) }
    }

    private func report(_ summary: RoundSummary) {
        let failed = summary.scan.collectors.filter { $0.status == .failed }
        for outcome in failed {
            Terminal.say("warning: \(outcome.name): \(DisplayText.harmless(outcome.reason ?? "failed"))")
        }
        print("scanned \(summary.scan.devices.count) devices")
        switch summary.line {
        case .tested(let test):
            if let figures = LineSentence.figures(test) { print(figures) }
            if let problem = LineSentence.problem(test) { Terminal.say("warning: \(problem)") }
        case .notTested(let reason): print("no line test: \(DisplayText.harmless(reason))")
        }
        print("delivered \(summary.delivery.delivered) reports, \(summary.left.pending) waiting")
        if summary.delivery.renewed > 0 {
            Terminal.say(
                "warning: the state seems restored from a backup: \(summary.delivery.renewed) reports were sent anew")
        }
        for refusal in summary.delivery.refused {
            Terminal.say(
                "error: report \(refusal.seq) was refused and is kept aside: \(DisplayText.harmless(refusal.reason))")
        }
        if let failure = summary.delivery.failure {
            // What the aggregator said already ends in it.
            let kept = failure is DeliveryFailure ? "" : "; everything is kept for the next time"
            Terminal.say("error: \(DisplayText.harmless(failure.description))\(kept)")
        }
    }
}
