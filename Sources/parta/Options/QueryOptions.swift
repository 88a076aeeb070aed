public import Aggregator
public import ArgumentParser
internal import Foundation
public import Presentation
public import Reports
public import Store

extension OutputFormat: ExpressibleByArgument {}
extension QueryFormat: ExpressibleByArgument {}
extension Reports.Category: ExpressibleByArgument {}
extension Language: ExpressibleByArgument {}
extension SchoolType: ExpressibleByArgument {}

/// The filters that every question takes, and how its answer is written.
struct QueryOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Only this area: its name, or a path such as Kazakhstan/Aktobe/Alga.", valueName: "area"))
    var area: String?

    @Option(help: ArgumentHelp("Only this school, by its official id.", valueName: "id"))
    var school: String?

    @Option(
        help: ArgumentHelp(
            "Only schools with these words in a name, or words that begin so, in any order, alphabet and language.",
            valueName: "text"))
    var name: String?

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

    @Option(
        help: ArgumentHelp(
            "Sort by these columns, named as in JSON; :desc puts the largest first (pupils:desc,name).",
            valueName: "columns"))
    var sort: String?

    @Option(help: ArgumentHelp("At most this many rows, after sorting.", valueName: "n"))
    var limit: Int?

    @Option(help: ArgumentHelp("Only these columns, named as in JSON, in this order.", valueName: "columns"))
    var columns: String?

    @Option(help: "The language of names and headings: kk, ru or en.")
    var lang: Language = .en

    @Flag(help: "Hide counts of fewer than 5 children: for an answer that leaves the region.")
    var leaving = false

    @Option(help: "How to write the answer: table, json, csv or geojson.")
    var format: QueryFormat = .table

    @Flag(help: "Write a long answer to the terminal at once, without $PAGER.")
    var noPager = false

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit wants a number of rows from 1, not \(limit).") }
        try asOf?.checkPast("--as-of", now: Date())
        if let name, SearchKey(name).words.isEmpty {
            throw ValidationError("--name wants a word or a number of a school's name.")
        }
        _ = try shape(by: nil)
    }

    /// - Parameter since: the period's beginning for a question of today; for one of an earlier day it lies as much earlier.
    func query(category: Reports.Category? = nil, since: Date? = nil) -> Query {
        let now = Date()
        let moment = asOf?.clamped(to: now) ?? now
        var filters = QueryFilters(type: type, rural: rural.map { $0 == .yes })
        filters.name = name
        var query = Query(
            asOf: moment, since: since?.addingTimeInterval(moment.timeIntervalSince(now)), area: area, school: school,
            room: room, category: category, language: lang, limit: sort == nil ? limit : nil, filters: filters,
            suppression: leaving ? .leavingRegion : nil)
        query.asItWas = asOf != nil
        return query
    }

    /// Asks, and prints the rows as asked. An empty table says so on stderr, since headings alone read like a fault.
    /// - Parameters:
    ///   - group: what rows are joined by, in commands that leave it to the reader.
    ///   - keeping: what the command leaves of the rows, beyond what the question asks.
    /// - Throws: `RowShapeFailure` before anything is read, and what the source throws.
    func answer<Row>(
        _ list: RowList<Row>, _ query: Query, from source: SourceOptions, by group: GroupOption? = nil,
        keeping: ([Row]) -> [Row] = { $0 }
    ) async throws {
        let shape = try shape(by: group?.groupBy)
        try shape.check(list)
        var query = query
        if shape.grouping != nil { query.limit = nil }
        let answers = try source.open()
        let rows = keeping(try await answers.rows(list, query))
        let places = shape.needsPlaces ? try await answers.places(of: rows, in: list, query) : [:]
        show(
            try shape.text(rows, of: list, places: places, width: Terminal.width, language: lang), isEmpty: rows.isEmpty
        )
    }

    /// Prints rows that are no `RowList`.
    /// - Throws: `RowShapeFailure`.
    func write<Row: Encodable & Sendable>(
        _ rows: [Row], columns: [Column<Row>], details: [Column<Row>] = []
    ) throws {
        show(
            try shape(by: nil).text(
                rows, columns: columns, details: details, width: Terminal.width, language: lang),
            isEmpty: rows.isEmpty)
    }

    private func show(_ text: String, isEmpty: Bool) {
        if noPager || !Pager.show(text) { print(text, terminator: "") }
        if isEmpty, format == .table { Terminal.say("nothing matches") }
    }

    private func shape(by grouping: RowGrouping?) throws -> RowShape {
        RowShape(
            sort: try Self.list(sort, "--sort").map { text in
                guard let sort = RowSort(text: text) else {
                    throw ValidationError("--sort wants columns such as pupils or pupils:desc, not \"\(text)\".")
                }
                return sort
            },
            columns: columns == nil ? nil : try Self.list(columns, "--columns"), grouping: grouping, limit: limit,
            format: format)
    }

    private static func list(_ text: String?, _ option: String) throws -> [String] {
        guard let text else { return [] }
        let names = text.split(separator: ",", omittingEmptySubsequences: false).map {
            $0.trimmingCharacters(in: .whitespaces)
        }
        guard names.allSatisfy({ !$0.isEmpty }) else {
            throw ValidationError("\(option) wants names of columns with commas between them, not \"\(text)\".")
        }
        return names
    }
}
