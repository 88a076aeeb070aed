internal import Aggregator
public import ArgumentParser
internal import Foundation
internal import Presentation
internal import Reports
public import Store

struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Tokens that open what is not open to everybody.",
        subcommands: [New.self, List.self, Revoke.self], defaultSubcommand: List.self)

    struct New: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a token, for the reading API or for line tests by hand; it is printed once.",
            discussion: """
                For the reading API (docs/api.md) say for whom it is, its role, and the school or the areas that it may see:
                  parta token new --name "Aktobe planning" --role planner --area Kazakhstan/Aktobe
                  parta token new --name "School A-1" --role school --school A-1 --days 90
                school sees its school alone: schools, computers, devices, lines, platforms; reader the same of areas; planner
                also slots and gateways; admin also agents, enrolment codes, and counts of fewer than 5 children, and without
                --area everything; region is for another region's server that forwards to this hub (docs/hub.md): it writes what lies
                in its areas, given as paths such as Kazakhstan or Kazakhstan/Aktobe, and reads nothing. The token is kept as its SHA-256 alone: whoever loses it needs a new one.

                With --line-tests it is a guest's, for `parta-agent measure --token`: to test a line by hand, without an
                enrolment. Whoever has it can use up its tests and nothing else; it is kept nowhere, and cannot be taken back
                before it expires. The server counts its tests while it runs: after a restart the token is good for all of them
                again, until it expires.
                """)

        @OptionGroup var database: DatabaseOptions
        @Option(help: ArgumentHelp("For whom it is; the audit log calls it so.", valueName: "name"))
        var name: String?
        @Option(help: "What it opens: school, reader, planner or admin; region is for one that forwards to this hub.")
        var role: ReaderRole?
        @Option(
            help: ArgumentHelp(
                "An area it may see: a name, or a path such as Kazakhstan/Aktobe/Alga. May be given again.",
                valueName: "area"))
        var area: [String] = []
        @Option(help: ArgumentHelp("With role school: the school, by its official id.", valueName: "id"))
        var school: String?
        @Option(help: ArgumentHelp("After how many days it expires.", valueName: "n"))
        var days = 365
        @Option(
            help: ArgumentHelp(
                "Write the token to this file, for the account that runs the command alone, and print nothing; "
                    + "it must not exist yet.",
                valueName: "file"))
        var output: String?
        @Flag(help: "For line tests against this region's server.")
        var lineTests = false
        @Option(help: ArgumentHelp("With --line-tests: after how many hours it expires.", valueName: "n"))
        var hours = 24
        @Option(
            help: ArgumentHelp(
                "With --line-tests: how many tests it is good for, counted anew when the server restarts.",
                valueName: "n"))
        var tests = 20

        func validate() throws {
            guard lineTests != (name != nil) else {
                throw ValidationError("Say what it is for: --name and --role for the reading API, or --line-tests.")
            }
            guard (1...744).contains(hours) else { throw ValidationError("--hours wants 1 to 744, not \(hours).") }
            guard (1...1_000).contains(tests) else { throw ValidationError("--tests wants 1 to 1000, not \(tests).") }
            guard (1...3_660).contains(days) else { throw ValidationError("--days wants 1 to 3660, not \(days).") }
            if let name { try check(name) }
            if lineTests, role != nil || school != nil || !area.isEmpty || output != nil {
                throw ValidationError("--role, --area, --school and --output go with --name, not with --line-tests.")
            }
        }

        private func check(_ name: String) throws {
            let isOneLine = !name.unicodeScalars.contains { $0.properties.generalCategory == .control }
            guard isOneLine, (1...100).contains(name.utf8.count) else {
                throw ValidationError("--name wants one line of 1 to 100 bytes.")
            }
            guard let role else { throw ValidationError("Say with --role what it opens.") }
            guard area.count <= 100 else { throw ValidationError("--area may be given 100 times at most.") }
            if role == .region, !area.allSatisfy({ AreaPath(text: $0) != nil }) {
                throw ValidationError("Role region wants --area as a path from the country, such as Kazakhstan/Aktobe.")
            }
            guard (role == .school) == (school != nil), role == .admin || (role == .school) == area.isEmpty else {
                throw ValidationError(
                    "Role school wants --school ID; every other role wants --area, once or more, and admin may go without."
                )
            }
        }

        func run() async throws {
            try await reportingFailures {
                if lineTests { try await newGuest() } else { try await newReader() }
            }
        }

        private func newReader() async throws {
            guard let name, let role else { return }
            let secret = ReaderSecret()
            let sees = school ?? (area.isEmpty ? "everything" : area.joined(separator: ", "))
            let token = try await handingOut(secret.text) { store in
                let now = Date()
                return try await store.noting(
                    .tokenMade, "token \(name)", "\(role.rawValue), sees \(sees), \(days) days",
                    adding: { (token: ReaderToken) in "number \(token.id)" }
                ).createToken(
                    NewReaderToken(
                        hash: secret.hash, name: name, role: role, reach: school.map { .school($0) } ?? .areas(area),
                        createdAt: now, createdBy: CommandUser.name,
                        expiresAt: now.addingTimeInterval(TimeInterval(days) * 86_400)))
            }
            Terminal.say(
                DisplayText.harmless(
                    "token \(token.id) of \(token.name) \(role == .region ? "writes" : "reads") \(TokenCommand.reach(of: token)) as \(role.rawValue) for "
                        + "\(days) days; "
                        + (output.map { "it is in \($0) and nowhere else" } ?? "it is shown this once")))
        }

        private func newGuest() async throws {
            let store = try database.openExisting()
            let region = try await RegionIdentity.load(from: store)
            let token = LineTestToken(
                lease: UUID().uuidString.lowercased(), agent: nil,
                expires: Date(timeIntervalSinceNow: TimeInterval(hours) * 3_600), uses: tests)
            try await store.audit(.tokenMade, "line tests", "\(tests) tests, \(hours) hours")
            print(LineTestTokenKey(key: region.lineTestKey).seal(token))
            Terminal.say(
                "good for \(tests) line test\(tests == 1 ? "" : "s") within \(hours) h, counted anew when the server restarts"
            )
        }

        /// Puts a secret where it was asked for: into a file that is whole before the store knows of the token, and made
        /// while root is still root; else on standard output, once the store knows.
        private func handingOut(
            _ secret: String, _ making: (any Store) async throws -> ReaderToken
        ) async throws -> ReaderToken {
            guard let output else {
                let token = try await making(database.openExisting())
                print(secret)
                return token
            }
            try database.requirePresence()
            let file = try ExclusiveFile(path: output)
            do {
                try file.write(Data((secret + "\n").utf8))
                return try await making(database.openExisting())
            } catch {
                file.discard()
                throw error
            }
        }
    }

    /// What a token may see, in words.
    static func reach(of token: ReaderToken) -> String {
        if case .everything = token.scope { return "everything" }
        return token.school.map { "school \($0)" } ?? token.areas.map(\.text).joined(separator: ", ")
    }
}

extension ReaderRole: ExpressibleByArgument {}
