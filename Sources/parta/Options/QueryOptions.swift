public import ArgumentParser
internal import Foundation
public import Presentation
public import Reports
public import Store

extension OutputFormat: ExpressibleByArgument {}
extension Reports.Category: ExpressibleByArgument {}
extension Language: ExpressibleByArgument {}
extension SchoolType: ExpressibleByArgument {}

/// The filters that every question takes.
struct QueryOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Only this area: its name, or a path such as Kazakhstan/Aktobe/Alga.", valueName: "area"))
    var area: String?

    @Option(help: ArgumentHelp("Only this school, by its official id.", valueName: "id"))
    var school: String?

    @Option(help: ArgumentHelp("Only this room.", valueName: "room"))
    var room: String?

    @Option(help: "Only schools of this type: support, small or ordinary.")
    var type: SchoolType?

    @Option(help: ArgumentHelp("Only schools in the country (yes) or in towns (no).", valueName: "yes|no"))
    var rural: YesOrNo?

    @Option(
        help: ArgumentHelp(
            "As it was on this day (to its end in UTC) or at this moment, such as 2026-09-01 or 2026-09-01T08:00:00Z.",
            valueName: "time"))
    var asOf: AsOf?

    @Option(help: ArgumentHelp("At most this many rows.", valueName: "n"))
    var limit: Int?

    @Option(help: "The language of names: kk, ru or en.")
    var lang: Language = .en

    @Flag(help: "Hide counts of fewer than 5 children: for an answer that leaves the region.")
    var leaving = false

    @Option(help: "How to write the answer: table, json or csv.")
    var format: OutputFormat = .table

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit wants a number of rows from 1, not \(limit).") }
        try asOf?.checkPast("--as-of", now: Date())
    }

    /// - Parameter since: the period's beginning for a question of today; for one of an earlier day it lies as much earlier.
    func query(category: Reports.Category? = nil, since: Date? = nil) -> Query {
        let now = Date()
        let moment = asOf?.clamped(to: now) ?? now
        var query = Query(
            asOf: moment, since: since?.addingTimeInterval(moment.timeIntervalSince(now)), area: area, school: school,
            room: room, category: category, language: lang, limit: limit,
            filters: QueryFilters(type: type, rural: rural.map { $0 == .yes }),
            suppression: leaving ? .leavingRegion : nil)
        query.asItWas = asOf != nil
        return query
    }

    /// Prints the rows as asked. An empty table says so on stderr, since headings alone read like a fault.
    func write<Row: Encodable>(_ rows: [Row], columns: [Column<Row>]) throws {
        switch format {
        case .json: print(String(decoding: try ReportCoder.encode(rows, pretty: true), as: UTF8.self))
        case .csv: print(CSVText.render(rows, columns: columns), terminator: "")
        case .table:
            print(TextTable.render(rows, columns: columns, width: Terminal.width), terminator: "")
            if rows.isEmpty { Terminal.say("nothing matches") }
        }
    }
}
