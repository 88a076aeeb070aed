internal import Aggregator
internal import ArgumentParser
internal import Presentation

/// How many connections there may be.
struct ConnectionOptions: ParsableArguments {
    @Option(help: ArgumentHelp("How many connections may be open; more are closed at once.", valueName: "n"))
    var maxConnections = 4_096

    @Option(
        help: ArgumentHelp(
            "And how many from one address; all schools behind one router share it (default: a quarter).",
            valueName: "n"))
    var maxConnectionsPerAddress: Int?

    func validate() throws {
        guard (1...100_000).contains(maxConnections) else {
            throw ValidationError("--max-connections wants 1 to 100000, not \(maxConnections).")
        }
        if let limit = maxConnectionsPerAddress, !(1...100_000).contains(limit) {
            throw ValidationError("--max-connections-per-address wants 1 to 100000, not \(limit).")
        }
    }

    /// The limits, and a word where the system lets this account open fewer files than they need.
    func limits() -> ConnectionLimits {
        // Line tests bring connections of their own, and theirs are limited by the listener.
        let needed = maxConnections + 1_000 + OpenFiles.reserve
        let available = OpenFiles.raiseLimit(to: needed)
        var maximum = maxConnections
        if available < needed {
            maximum = max(1, min(maxConnections, available - OpenFiles.reserve))
            Terminal.say(
                "warning: this account may open \(available) files, \(needed) are wanted: at most \(maximum) connections; "
                    + "raise LimitNOFILE= in the unit, or ulimit -n")
        }
        return ConnectionLimits(
            maximumConnections: maximum,
            maximumPerAddress: min(maximum, maxConnectionsPerAddress ?? max(1, maxConnections / 4)))
    }
}
