internal import ArgumentParser

/// How long is searched for a better plan.
struct FiberSearchOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Search for so long; the plan then depends on the computer.", valueName: "s"))
    var seconds: Double?

    @Option(help: ArgumentHelp("Try so many changes: the same seed and steps give the same plan.", valueName: "n"))
    var steps: Int?

    @Option(help: ArgumentHelp("Of the search's random numbers.", valueName: "n"))
    var seed: UInt64 = 1

    func validate() throws {
        if let seconds, !(seconds > 0 && seconds <= 864_000) {
            throw ValidationError("--seconds wants a number above 0.")
        }
        if let steps, steps < 0 { throw ValidationError("--steps wants a number from 0.") }
    }
}
