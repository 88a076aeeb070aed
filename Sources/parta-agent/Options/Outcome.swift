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
        case is ValidationError, is CleanExit:
            PartaAgent.exit(withError: error)
        default:
            Terminal.say("error: unexpected: \(DisplayText.harmless("\(error)"))")
            return SystemExit.software.rawValue
        }
    }
}
