internal import ArgumentParser
internal import Exchange
internal import Foundation
internal import Presentation
internal import Reports
internal import Store

/// What every change of the school register takes, and says.
struct SchoolChangeOptions: ParsableArguments {
    @OptionGroup var database: DatabaseOptions

    @Option(
        help: ArgumentHelp("The first day on which it holds, such as 2026-09-01; today without it.", valueName: "day"))
    var on: Day?

    @Option(help: ArgumentHelp("What to keep with it, such as the number of the order.", valueName: "text"))
    var note: String?

    @Flag(help: "Say what would change, and change nothing.")
    var dryRun = false

    func validate() throws { try on?.checkPast("--on") }

    /// - Parameter object: whom the audit log names.
    func make(_ kind: SchoolChange.Kind, _ action: AuditAction, _ object: String, _ detail: String) async throws {
        try await reportingFailures {
            let change = SchoolChange(kind, since: on?.date ?? Day.today, at: Date(), note: note)
            let said = [detail, "from \(change.since)", note].compactMap(\.self).joined(separator: "; ")
            let store = try database.openExisting().noting(action, object, said)
            let outcome = try await store.changeSchools(change, dryRun: dryRun)
            say(outcome, from: change.since)
        }
    }

    private func say(_ outcome: SchoolChangeOutcome, from day: CivilDate) {
        var lines: [String] = []
        func add(_ schools: [String], _ what: String) {
            if !schools.isEmpty { lines.append("\(what): \(schools.joined(separator: ", "))") }
        }
        add(outcome.renamed, "renamed from \(day) on")
        add(outcome.added, "added from \(day) on")
        add(outcome.closed, "closed from \(day) on")
        add(outcome.supportedAnew, "supported by the successor now")
        add(outcome.unsupported, "still supported by a school that is closed (see `parta import schools`)")
        if outcome.computersMoved > 0 { lines.append("computers moved: \(outcome.computersMoved)") }
        if outcome.codesMoved > 0 { lines.append("enrolment codes moved: \(outcome.codesMoved)") }
        if outcome.codesRevoked > 0 { lines.append("enrolment codes taken back: \(outcome.codesRevoked)") }
        if outcome.computersLeft > 0 {
            lines.append(
                "computers still assigned to it: \(outcome.computersLeft); `parta agents --school` lists them, "
                    + "`parta computers move` moves them")
        }
        if lines.isEmpty { lines = ["nothing changed"] }
        for line in lines { Terminal.say(DisplayText.harmless(dryRun ? "would be " + line : line)) }
    }
}

/// A successor as an option takes it: the id of a school that is there, or `ID=NAME` for a new one.
struct SuccessorOption: ExpressibleByArgument, Sendable {
    let successor: SchoolChange.Successor

    init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let id = parts.first, !id.isEmpty, parts.count == 1 || !parts[1].isEmpty else { return nil }
        successor = .init(id: id, names: parts.count == 2 ? Names().filled(with: parts[1]) : Names())
    }
}
