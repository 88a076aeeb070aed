internal import ArgumentParser

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Take files in.",
        subcommands: [
            Schools.self, Areas.self, Enrolment.self, Rooms.self, Lines.self, Nodes.self, Computers.self, Assets.self,
            StocktakeList.self, Programmes.self, Deliveries.self, Indicators.self, Milestones.self, Norms.self,
            Bundle.self,
        ])
}
