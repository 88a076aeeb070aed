internal import ArgumentParser
internal import Reports

@main
struct PartaLoad: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parta-load",
        abstract: "Plays thousands of agents with real keys, envelopes and TLS against an aggregator on this computer.",
        discussion: """
            It is made for measuring and is not installed. It speaks to loopback addresses alone, and to no server but the one
            whose pin it is given (`parta region --database ...` prints it). Agents are enrolled by codes, as any computer, or made
            with a country (`parta example country --keys FILE`).
            Exit codes: 0 done, 64 usage, 65 bad data, 69 not reachable, 73 cannot write.
            """,
        version: Version.text,
        subcommands: [EnrollCommand.self, RunCommand.self, IdleCommand.self])
}
