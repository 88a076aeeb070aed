internal import Aggregator
internal import ArgumentParser
internal import Foundation
internal import Presentation
internal import Reports
internal import Store

struct EnrollmentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enrollment", abstract: "Codes by which computers join.",
        subcommands: [New.self, List.self, Revoke.self], defaultSubcommand: List.self)

    struct New: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a code for a school; the code alone is printed, once, and kept nowhere in the clear.",
            discussion: """
                Computers beyond the expected number of a school are taken in, but wait for `parta agents approve`. Expected is
                what --expected said last; where nobody has said it, as many as all codes of the school are good for. Raising it
                later approves nobody who waits already.

                With --offline no code is printed: the file is given to computers that no network reaches, as
                /etc/parta/enrollment, and holds the region's keys and the code's secret. It is readable by its owner only, and
                worth as much as the code: carry it like one, and delete it when the computers have it.
                """)

        @OptionGroup var database: DatabaseOptions
        @Option(help: ArgumentHelp("The school's official id.", valueName: "id"))
        var school: String
        @Option(help: ArgumentHelp("The room its computers stand in.", valueName: "room"))
        var room: String?
        @Option(help: ArgumentHelp("How many computers may enrol with it.", valueName: "n"))
        var uses = 1
        @Option(
            help: ArgumentHelp(
                "How many computers the school has in all, from now on (default: as before).", valueName: "n"))
        var expected: Int?
        @Option(
            help: ArgumentHelp(
                "Write a file that enrols without a network; it must not exist yet.", valueName: "file"))
        var offline: String?
        @Option(
            help: ArgumentHelp(
                "With --offline: where the aggregator is found if a network ever comes, such as https://10.1.2.3:8080.",
                valueName: "url"))
        var server: String?
        @Option(help: ArgumentHelp("After how many days it expires.", valueName: "days"))
        var days = 30

        func validate() throws {
            guard (1...10_000).contains(uses) else { throw ValidationError("--uses wants 1 to 10000, not \(uses).") }
            if let expected, !(0...100_000).contains(expected) {
                throw ValidationError("--expected wants 0 to 100000, not \(expected).")
            }
            if server != nil, offline == nil { throw ValidationError("--server goes with --offline.") }
            if let server, !server.hasPrefix("http://"), !server.hasPrefix("https://") {
                throw ValidationError("--server wants http://HOST:PORT or https://HOST:PORT, not \(server).")
            }
            guard (1...3_660).contains(days) else { throw ValidationError("--days wants 1 to 3660, not \(days).") }
        }

        func run() async throws {
            try await reportingFailures {
                // Before a code is made that nobody would get, and while root is still root.
                let file = try offline.map { try ExclusiveFile(path: $0) }
                do {
                    let store = try database.openOrCreate()
                    let region = try await RegionIdentity.load(from: store)
                    let code = try await region.newEnrollment(
                        school: school, room: room, uses: uses, expected: expected,
                        expiresAt: Date(timeIntervalSinceNow: Double(days) * 86_400),
                        in: store.noting(
                            .enrollmentMade, "school \(school)",
                            "\(uses) uses, \(days) days" + (expected.map { ", \($0) computers expected" } ?? "")
                                + (file == nil ? "" : ", as a file")))
                    if let file {
                        let content = try region.offlineEnrollment(school: school, code: code)
                        try file.write(Data(OfflineFileText.of(content, server: server, room: room).utf8))
                        Terminal.say("wrote \(file.path); give it to the computers as /etc/parta/enrollment")
                    } else {
                        print(code.text)
                    }
                } catch {
                    file?.discard()
                    throw error
                }
                Terminal.say("good for \(uses) computer\(uses == 1 ? "" : "s") of school \(school) for \(days) days")
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List codes by what they are good for (the default); codes themselves are not kept.")

        @OptionGroup var source: SourceOptions
        @OptionGroup var options: QueryOptions
        @OptionGroup var group: GroupOption

        func run() async throws {
            try await reportingFailures {
                try await options.answer(.enrollments, options.query(), from: source, by: group)
            }
        }
    }
}
