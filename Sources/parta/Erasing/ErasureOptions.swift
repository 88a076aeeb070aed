internal import ArgumentParser
internal import Foundation
internal import Presentation
internal import Reports
internal import Store

/// What every erasure takes, and how it says what goes.
struct ErasureOptions: ParsableArguments {
    @OptionGroup var database: DatabaseOptions

    @Option(
        help: ArgumentHelp(
            "Why, for the audit log: such as the number of the request, never what is to be erased.",
            valueName: "text"))
    var reason: String

    @Flag(help: "Erase; without it, only say what would go.")
    var yes = false

    @Option(help: "How to write what goes: table, json or csv.")
    var format: OutputFormat = .table

    func validate() throws {
        if reason.allSatisfy(\.isWhitespace) {
            throw ValidationError("--reason wants words that say why later on, such as \"request 12/2026\".")
        }
    }

    var order: ErasureOrder {
        ErasureOrder(at: Date(), who: CommandUser.name, reason: String(reason.prefix(400)))
    }

    /// Writes what goes or went to standard output, and what became of it to standard error.
    /// - Parameter object: whom the sentence names, such as `school A-1`.
    func show(_ tally: ErasureTally, of object: String) throws {
        switch format {
        case .json:
            let answer = Answer(tally, object, isErased: yes)
            print(String(decoding: try ReportCoder.encode(answer, pretty: true), as: UTF8.self))
        case .csv: print(CSVText.render(tally.parts, columns: Self.columns), terminator: "")
        case .table:
            print(TextTable.render(tally.parts, columns: Self.columns, width: Terminal.width), terminator: "")
        }
        Terminal.say(
            DisplayText.harmless(
                yes
                    ? "\(object) is erased, \(tally.rows) rows; backups made before hold it still (docs/backup.md)"
                    : "nothing was erased; with --yes \(tally.rows) rows of \(object) go for good"))
    }

    static let columns: [Column<ErasureTally.Part>] = [
        Column("What", key: "what") { .text($0.what.rawValue.replacing("_", with: " ")) },
        Column("Rows", key: "rows") { .integer($0.rows) },
    ]

    /// As JSON: every key in every answer.
    private struct Answer: Encodable {
        let object: String
        let erased: Bool
        let rows: Int
        let parts: [ErasureTally.Part]
        let plans: [Int]
        let hubs: [String]

        init(_ tally: ErasureTally, _ object: String, isErased: Bool) {
            (self.object, erased, rows, parts) = (object, isErased, tally.rows, tally.parts)
            (plans, hubs) = (tally.plans, tally.hubs)
        }
    }
}
