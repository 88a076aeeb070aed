internal import Agent
internal import ArgumentParser
internal import Presentation

// On the quiet executor from the first task on: an asynchronous main would start libdispatch before anything else.
QuietExecutor.run {
    do {
        var command = try PartaAgent.parseAsRoot()
        guard var work = command as? any AsyncParsableCommand else {
            // The parser's own commands, such as help.
            try command.run()
            return SystemExit.ok.rawValue
        }
        do {
            try await work.run()
            return SystemExit.ok.rawValue
        } catch {
            return Outcome.report(error)
        }
    } catch {
        // Help, version and wrong words: the parser writes them and knows the exit code.
        PartaAgent.exit(withError: error)
    }
}
