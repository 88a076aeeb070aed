internal import ArgumentParser
internal import Reports

@main
struct Parta: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parta",
        abstract: "The regional aggregator: takes in what school PCs report and answers questions about it.",
        discussion: """
            Questions read the database given by --database or PARTA_DATABASE, also while `parta serve` is running.
            Exit codes: 0 done, 64 usage, 65 bad data, 69 not reachable, 73 cannot write, 77 not permitted.
            """,
        version: Version.text,
        subcommands: [
            ServeCommand.self, ImportCommand.self, ExportCommand.self, EnrollmentCommand.self, SchoolsCommand.self,
            RoomsCommand.self, ComputersCommand.self, DevicesCommand.self, AssetsCommand.self, CoverageCommand.self,
            LinesCommand.self, PlatformsCommand.self,
            ProgrammesCommand.self, IndicatorsCommand.self, GapsCommand.self, PlanCommand.self, PlansCommand.self,
            HandoverCommand.self, BulletinCommand.self, AgentsCommand.self,
            SettingsCommand.self,
            TokenCommand.self, RegionCommand.self, RegionsCommand.self, AuditCommand.self, BackupCommand.self,
            RestoreCommand.self,
            EraseCommand.self, MigrateCommand.self, DoctorCommand.self, ExampleCommand.self,
        ]
    )
}
