internal import ArgumentParser
internal import Foundation
internal import Presentation
internal import Store

struct HandoverCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "handover",
        abstract:
            "A page to sign: a school's PCs, rooms, devices and lines, and what of the delivery lists was not found.",
        discussion: """
            Written to standard output, as one HTML file for printing or as plain text:
            parta handover --school KZ-AKT-DEMO-001 --lang kk > handover.html
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case html, text
    }

    @OptionGroup var database: DatabaseOptions

    @Option(help: ArgumentHelp("The school, by its official id.", valueName: "id"))
    var school: String

    @Option(help: "The page's language: kk, ru or en.")
    var lang: Language = .en

    @Option(help: "How to write it: html or text.")
    var format: Format = .html

    func run() async throws {
        try await reportingFailures {
            let store = try database.openExisting()
            let now = Date()
            let query = Query(
                asOf: now, since: now.addingTimeInterval(-60 * 86_400), school: school, language: lang)
            var current = query
            current.since = nil
            guard let row = try await store.schools(current, scope: .everything).first else {
                throw StoreFailure.unknownSchool(school)
            }
            let content = HandoverSheet.Content(
                school: row, day: Cell.day(now).plain,
                computers: try await store.computers(current, scope: .everything),
                devices: try await store.devices(current, scope: .everything),
                stock: try await store.stock(current, scope: .everything),
                lines: try await store.lines(query, scope: .everything),
                deliveries: try await store.programmes(query, by: .school, scope: .everything))
            let sheet = HandoverSheet(content, language: lang)
            print(format == .html ? sheet.html : sheet.text, terminator: "")
        }
    }
}
