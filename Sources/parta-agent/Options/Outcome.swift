internal import Agent
internal import ArgumentParser
internal import Presentation

/// How a command's failure reaches the reader: one sentence on standard error and an exit code.
enum Outcome {
    static func report(_ error: any Error) -> Int32 {
        switch error {
        case let exit as ExitCode:
            return exit.rawValue
        case let failure as any ExplainedFailure:
            Terminal.say("error: \(DisplayText.harmless(failure.description))")
            return failure.exitStatus.rawValue
        case _ where PartaAgent.exitCode(for: error) != .failure:
            // The parser's own errors, and its requests for help, which it wraps.
            PartaAgent.exit(withError: error)
        default:
            Terminal.say("error: unexpected: \(DisplayText.harmless("\(error)"))")
            return SystemExit.software.rawValue
        }
    }
}
