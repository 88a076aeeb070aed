public import ArgumentParser
internal import Examples
internal import Foundation
internal import Glibc
internal import Presentation
public import Reports
internal import SQLiteStore
internal import Store

extension ExampleCommand {
    struct Country: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make up a country of schools, computers, devices and line tests, in a database of its own.",
            discussion: """
                The same options give the same country on every machine. Every school is marked as made up, in its names and
                with made_up; docs/made-country.md says what is believable about it. The database must not be there yet: it
                appears when the country is whole, and what an interrupted run leaves (FILE.making) the next one throws away.
                """)

        @OptionGroup var database: DatabaseOptions
        @Option(help: ArgumentHelp("How many schools.", valueName: "n"))
        var schools = 8_000
        @Option(
            help: ArgumentHelp("How many computers a school has on average; small ones have fewer.", valueName: "n"))
        var computersPerSchool = 40.0
        @Option(help: ArgumentHelp("How many devices a computer has on average.", valueName: "n"))
        var devicesPerComputer = 16.0
        @Option(help: ArgumentHelp("Another number makes another country.", valueName: "n"))
        var seed: UInt64 = 1
        @Option(help: ArgumentHelp("How many days back line tests and reports go.", valueName: "n"))
        var days = 365
        @Option(help: ArgumentHelp("How many days back days of devices go (default: as --days).", valueName: "n"))
        var deviceDays: Int?
        @Option(
            help: ArgumentHelp("The day after the last that there is anything of (default: today).", valueName: "date"))
        var asOf: CivilDate?
        @Option(
            help: ArgumentHelp(
                "Give the computers real keys and write them here, for parta-load; it must not exist yet.",
                valueName: "file"))
        var keys: String?

        func validate() throws {
            guard (1...99_999).contains(schools) else { throw ValidationError("--schools is from 1 to 99999") }
            guard (1...1_000).contains(computersPerSchool) else {
                throw ValidationError("--computers-per-school is from 1 to 1000")
            }
            guard (1...200).contains(devicesPerComputer) else {
                throw ValidationError("--devices-per-computer is from 1 to 200")
            }
            guard (1...3_660).contains(days), (0...days).contains(deviceDays ?? days) else {
                throw ValidationError("--days is from 1 to 3660, and --device-days from 0 to --days")
            }
            guard let first = CivilDate("2025-01-02"), (asOf ?? Self.today).adding(days: -days) >= first else {
                throw ValidationError(
                    "the period would begin before 2025, which is older than Parta: give a later --as-of or fewer --days"
                )
            }
        }

        func run() async throws {
            try await reportingFailures {
                // While root is still root, as whoever reads it afterwards.
                let file = try keys.map { try ExclusiveFile(path: $0) }
                let path = try database.becomeOwner()
                guard access(path, F_OK) != 0 else {
                    file?.discard()
                    throw StoreFailure.holdsSchools(location: path)
                }
                let unfinished = path + ".making"
                try Self.remove(unfinished)
                let country = MadeCountry(parameters)
                Terminal.clearProgressWhenInterrupted()
                do {
                    try await CountryWriter(country, keys: file).write(to: unfinished)
                } catch {
                    file?.discard()
                    try? Self.remove(unfinished)
                    throw error
                }
                guard rename(unfinished, path) == 0 else {
                    throw CommandFailure(
                        .cannotCreate, "cannot rename \(unfinished) to \(path): \(String(cString: strerror(errno)))")
                }
                if Terminal.showsProgress { Terminal.endProgress() }
                Terminal.say(
                    "made up \(country.count) schools with \(country.computerCount) computers in \(path) "
                        + "(seed \(seed), up to \(parameters.asOf))")
            }
        }

        private var parameters: MadeCountry.Parameters {
            MadeCountry.Parameters(
                schools: schools, computersPerSchool: computersPerSchool, devicesPerComputer: devicesPerComputer,
                seed: seed,
                asOf: asOf ?? Self.today, days: days, deviceDays: deviceDays ?? days)
        }

        private static var today: CivilDate {
            CivilDate(daysSinceEpoch: Int((Date().timeIntervalSince1970 / 86_400).rounded(.down)))
        }

        private static func remove(_ path: String) throws {
            for suffix in ["", "-wal", "-shm", "-journal"] where unlink(path + suffix) != 0 && errno != ENOENT {
                throw CommandFailure(
                    .cannotCreate, "cannot remove \(path)\(suffix): \(String(cString: strerror(errno)))")
            }
        }
    }
}

extension CivilDate: ExpressibleByArgument {
    /// `2026-11-22`.
    public init?(argument: String) { self.init(argument) }
}
