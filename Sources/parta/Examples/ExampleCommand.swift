internal import ArgumentParser

struct ExampleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "example", abstract: "Make up data to try Parta with.", subcommands: [Country.self])
}
