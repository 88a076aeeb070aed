internal import ArgumentParser

struct DurationOption: ParsableArguments {
    @Option(
        name: .customLong("duration"),
        help: ArgumentHelp("Seconds that each direction of the line test runs, 1 to 10 (default: 10).", valueName: "s"))
    var seconds: Int?

    func validate() throws {
        if let seconds, !(1...10).contains(seconds) {
            throw ValidationError("--duration wants 1 to 10 seconds, not \(seconds).")
        }
    }
}
