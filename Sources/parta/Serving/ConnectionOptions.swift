internal import ArgumentParser

/// How many connections there may be.
struct ConnectionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("How many connections may be open (default: 4096); more are closed at once.", valueName: "n")
    )
    var maxConnections: Int?

    @Option(
        help: ArgumentHelp(
            "And how many from one address; all schools behind one router share it (default: a quarter).",
            valueName: "n"))
    var maxConnectionsPerAddress: Int?

    func validate() throws {
        if let limit = maxConnections, !ServiceSetting.connections.contains(limit) {
            throw ValidationError("--max-connections wants 1 to 100000, not \(limit).")
        }
        if let limit = maxConnectionsPerAddress, !ServiceSetting.connections.contains(limit) {
            throw ValidationError("--max-connections-per-address wants 1 to 100000, not \(limit).")
        }
    }
}
