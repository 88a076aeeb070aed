internal import ArgumentParser
internal import Foundation

/// Over how long a question about lines looks back.
struct PeriodOption: ParsableArguments {
    @Option(help: ArgumentHelp("How many days back.", valueName: "days"))
    var days: Int = 60

    func validate() throws {
        guard (1...3_660).contains(days) else { throw ValidationError("--days wants 1 to 3660, not \(days).") }
    }

    var since: Date { Date(timeIntervalSinceNow: -Double(days) * 86_400) }
}
