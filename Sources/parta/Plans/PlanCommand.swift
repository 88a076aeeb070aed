internal import ArgumentParser

struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Make a plan: what to buy for whom, which schools to connect, and how far a budget goes.",
        subcommands: [Equip.self, Fiber.self])
}
