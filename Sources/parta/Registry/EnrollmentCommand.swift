internal import Aggregator
internal import ArgumentParser
internal import Foundation
internal import Presentation
internal import Reports
internal import Store

struct EnrollmentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enrollment", abstract: "Codes by which computers join.",
        subcommands: [New.self, List.self], defaultSubcommand: List.self)

    struct New: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a code for a school; the code alone is printed, and kept nowhere in the clear.")

        @OptionGroup var database: DatabaseOptions
        @Option(help: ArgumentHelp("The school's official id.", valueName: "id"))
        var school: String
        @Option(help: ArgumentHelp("The room its computers stand in.", valueName: "room"))
        var room: String?
        @Option(help: ArgumentHelp("How many computers may enrol with it.", valueName: "n"))
        var uses = 1
        @Option(help: ArgumentHelp("After how many days it expires.", valueName: "days"))
        var days = 30

        func validate() throws {
            guard (1...10_000).contains(uses) else { throw ValidationError("--uses wants 1 to 10000, not \(uses).") }
            guard (1...3_660).contains(days) else { throw ValidationError("--days wants 1 to 3660, not \(days).") }
        }

        func run() async throws {
            try await reportingFailures {
                let store = try database.openOrCreate()
                let region = try await RegionIdentity.load(from: store)
                let code = try await region.newEnrollment(
                    school: school, room: room, uses: uses,
                    expiresAt: Date(timeIntervalSinceNow: Double(days) * 86_400),
                    in: store)
                print(code.text)
                Terminal.say("good for \(uses) computer\(uses == 1 ? "" : "s") of school \(school) for \(days) days")
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List codes by what they are good for (the default); codes themselves are not kept.")

        @OptionGroup var database: DatabaseOptions
        @OptionGroup var options: QueryOptions

        func run() async throws {
            try await reportingFailures {
                let rows = try await database.openExisting().enrollments(options.query(), scope: .everything)
                try options.write(rows, columns: EnrollmentCommand.columns)
            }
        }
    }

    static let columns: [Column<Enrollment>] = [
        Column("Number", key: "id") { .integer($0.id) },
        Column("School", key: "school") { .text($0.school) },
        Column("Room", key: "room") { .text($0.room) },
        Column("Uses", key: "uses") { .integer($0.uses) },
        Column("Left", key: "uses_left") { .integer($0.usesLeft) },
        Column("Made", key: "created_at") { .time($0.createdAt) },
        Column("Expires", key: "expires_at") { .time($0.expiresAt) },
    ]
}
