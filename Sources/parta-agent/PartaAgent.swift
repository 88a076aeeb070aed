internal import ArgumentParser
internal import Reports

struct PartaAgent: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parta-agent",
        abstract: "Tells the region what stands in this classroom and how good the line is.",
        discussion: """
            First steps: `parta-agent scan` shows what would be reported; `sudo parta-agent enroll URL CODE` joins a region.
            Exit codes: 0 done, 64 usage, 65 bad data, 69 not reachable, 73 cannot write, 77 not permitted.
            """,
        version: Version.text,
        subcommands: [
            ScanCommand.self, ExplainCommand.self, MeasureCommand.self, EnrollCommand.self, OnceCommand.self,
            RunCommand.self, StatusCommand.self, DoctorCommand.self, ExportCommand.self, AcknowledgeCommand.self,
            SealCommand.self,
        ]
    )
}
