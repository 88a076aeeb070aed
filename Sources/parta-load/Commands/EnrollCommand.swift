internal import ArgumentParser
internal import FoundationEssentials
internal import Presentation
internal import Reports

/// `parta-load enroll`: makes keys and has them taken in by codes, as computers are.
struct EnrollCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enroll", abstract: "Make agents and enrol them by codes, through the API that computers use.",
        discussion: "A code is good for as many agents as `parta enrollment new --uses` said.")

    @OptionGroup var target: ServerOptions
    @Option(parsing: .upToNextOption, help: ArgumentHelp("Enrolment codes, used in turns.", valueName: "code"))
    var code: [String]
    @Option(help: ArgumentHelp("How many agents.", valueName: "n"))
    var agents = 100
    @Option(help: ArgumentHelp("Where their keys go; it must not exist yet.", valueName: "file"))
    var keys: String
    @Option(help: ArgumentHelp("How many enrol at once.", valueName: "n"))
    var parallel = 16

    func validate() throws {
        guard !code.isEmpty else { throw ValidationError("--code wants a code.") }
        guard (1...1_000_000).contains(agents) else {
            throw ValidationError("--agents wants 1 to 1000000, not \(agents).")
        }
        guard (1...1_000).contains(parallel) else {
            throw ValidationError("--parallel wants 1 to 1000, not \(parallel).")
        }
    }

    func run() async throws {
        try await reportingFailures {
            let dialer = try target.dialer()
            guard !FileManager.default.fileExists(atPath: keys) else {
                throw LoadFailure.cannotWrite(path: keys, reason: "it is there already, with agents of an earlier run")
            }
            let codes = try code.map { text in
                do {
                    return try EnrollmentCode(text)
                } catch {
                    throw LoadFailure.badCode(text, reason: "\(error)")
                }
            }
            let made = (0..<agents).map { _ in SimulatedAgent(SigningKey()) }
            try await Enroller(dialer: dialer, codes: codes).enroll(made, parallel: parallel)
            try Roster(made).write(to: keys)
            Terminal.say("\(made.count) agents enrolled, their keys are in \(keys)")
        }
    }
}
