internal import ArgumentParser
internal import Presentation

/// Runs a command's body; what goes wrong becomes one line on stderr and an exit code.
func reportingFailures(_ body: () async throws -> Void) async throws {
    do {
        try await body()
    } catch let exit as ExitCode {
        throw exit
    } catch {
        let failure = error as? LoadFailure
        Terminal.say("error: \(failure?.description ?? "unexpected: \(error)")")
        throw ExitCode((failure?.exit ?? .software).rawValue)
    }
}
