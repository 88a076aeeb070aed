internal import ArgumentParser
internal import Foundation
internal import Presentation
internal import Store

extension LinesCommand {
    /// What only somebody who knows the school can say: which gateways stand before one line, and which before two.
    struct Move: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Put a gateway before another of a school's lines: join what is one line, tell apart what is two.",
            discussion: """
                Each new gateway opens a line of its own, though an access point may stand before the same line as the router.
                So until somebody has moved a gateway, one computer at a time tests in the whole school, and its lines share
                one budget; from then on lines are tested apart. Naming the line that a gateway stands before already says
                that the school's lines are as they are listed. What was measured before keeps the line it was measured under.
                """)

        @OptionGroup var database: DatabaseOptions
        @Option(help: ArgumentHelp("The school's official id.", valueName: "id"))
        var school: String
        @Option(help: ArgumentHelp("The gateway's hash, as `parta lines gateways` shows it.", valueName: "hash"))
        var gateway: String
        @Option(help: ArgumentHelp("The line it stands before; a new name makes a new line.", valueName: "line"))
        var line: String

        func validate() throws {
            let letters = line.utf8.allSatisfy { byte in
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 45
            }
            guard letters, (1...32).contains(line.utf8.count) else {
                throw ValidationError("--line wants up to 32 letters, digits and hyphens, such as 2 or fibre.")
            }
        }

        func run() async throws {
            try await reportingFailures {
                let store = try database.openExisting()
                try await store.noting(
                    .gatewayMoved, "school \(school)", "gateway \(gateway) to line \(line)"
                ).moveGateway(
                    GatewayMove(
                        school: school, gateway: gateway, line: line, movedAt: Date(),
                        movedBy: CommandUser.name))
                Terminal.say(
                    "the gateway stands before line \(line) of school \(school), whose lines are tested apart from now on; "
                        + "`parta lines gateways --school \(school)` shows them")
            }
        }
    }
}
