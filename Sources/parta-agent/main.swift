internal import Agent
internal import ArgumentParser
internal import Presentation

// Parsed here and run on the quiet executor: an asynchronous main would start libdispatch first.
do {
    var command = try PartaAgent.parseAsRoot()
    if var command = command as? any AsyncParsableCommand {
        let running = command
        QuietExecutor.run {
            var command = running
            do {
                try await command.run()
                return SystemExit.ok.rawValue
            } catch {
                return Outcome.report(error)
            }
        }
    }
    try command.run()
} catch {
    PartaAgent.exit(withError: error)
}
