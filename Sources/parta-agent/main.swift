internal import Agent
internal import ArgumentParser
internal import Presentation

// On the quiet executor from the first task on: an asynchronous main would start libdispatch before anything else.
QuietExecutor.run {
    do {
        var command = try PartaAgent.parseAsRoot()
        if var command = command as? any AsyncParsableCommand {
            try await command.run()
        } else {
            try command.run()
        }
        return SystemExit.ok.rawValue
    } catch {
        return Outcome.report(error)
    }
}
