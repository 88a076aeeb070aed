internal import Dashboard
internal import FoundationEssentials
internal import Presentation
internal import Store

/// Reads a table's rows, and shows one page of them or all as a file.
struct ListRows: Sendable {
    /// How many rows are sorted, or written to a file, at most.
    static let largestRows = 100_000
    static let sortableRows = 10_000

    let server: PagesServer
    let ask: ListAsk
    let page: PageContext

    /// - Throws: `ListProblem` where the list cannot be shown so.
    func shown() async throws -> ListPage {
        try await ask.endpoint.visited(by: Showing(rows: self), grouping: ask.ask.grouping)
    }

    /// - Throws: `ListProblem`.
    func file(_ format: ListFile) async throws -> (data: Data, rows: Int) {
        try await ask.endpoint.visited(by: Writing(rows: self, format: format), grouping: ask.ask.grouping)
    }

    fileprivate var store: any Store { server.services.store }

    /// How many schools the question is about, where that decides whether it is answered.
    fileprivate func checkSchools() async throws {
        guard let limit = ask.endpoint.schoolLimit else { return }
        let schools = try await store.count(.places, ask.ask.query, scope: page.reader.scope)
        guard schools <= limit else { throw ListProblem.tooWide(schools: schools, limit: limit) }
    }

    /// All rows, as they were read within the last minute.
    fileprivate func all<Row>(
        _ list: RowList<Row>, counted: CountedList?, atMost limit: Int
    ) async throws -> (rows: [Row], readAt: Date) {
        try await checkSchools()
        let (store, query, scope) = (store, ask.ask.query, page.reader.scope)
        if let counted {
            let total = try await store.count(counted, query, scope: scope)
            guard total <= limit else { throw ListProblem.tooLong(rows: total, limit: limit) }
        }
        let (rows, readAt) = try await server.memory.answer(
            ask.key(page.reader), rows: { (rows: [Row]) in rows.count },
            make: { try await list.read(store, query, scope) })
        guard rows.count <= limit else { throw ListProblem.tooLong(rows: rows.count, limit: limit) }
        return (rows, readAt)
    }

    fileprivate func sorted<Row>(_ rows: [Row], _ list: RowList<Row>) throws -> [Row] {
        guard let sort = ask.sort else { return rows }
        let columns = columns(of: list)
        guard let cell = columns.flatMap(\.record).first(where: { $0.key == sort.column })?.cell else { return rows }
        return RowSort.sorted(rows, by: [(cell: cell, isDescending: sort.isDescending)])
    }

    /// Without what readers without a token must not see.
    fileprivate func columns<Row>(of list: RowList<Row>) -> [Presentation.Column<Row>] {
        guard page.reader.isPublic else { return list.columns + list.details }
        return (list.columns + list.details).filter { column in
            !column.record.contains { Self.privateKeys.contains($0.key) }
        }
    }

    /// Of pages without a token: what tells of a school's own PCs, rooms or things.
    static let privateKeys: Set<String> = [
        "agent", "serial", "label", "room", "lan_mbps", "computers_live", "last_report", "missing",
    ]

    /// As many columns as a table is read with; the rest stands in files.
    fileprivate func shownColumns<Row>(of list: RowList<Row>) -> [Presentation.Column<Row>] {
        page.reader.isPublic
            ? list.columns.filter { column in !column.record.contains { Self.privateKeys.contains($0.key) } }
            : list.columns
    }
}

/// Why a table is not shown, in a sentence that says what to change.
enum ListProblem: Error, Equatable {
    case tooWide(schools: Int, limit: Int)
    case tooLong(rows: Int, limit: Int)

    func sentence(_ wording: Wording) -> String {
        switch self {
        case .tooWide(let schools, let limit):
            wording("list.too_wide", ["schools": wording.number(schools), "limit": wording.number(limit)])
        case .tooLong(let rows, let limit):
            wording("list.too_long", ["rows": wording.number(rows), "limit": wording.number(limit)])
        }
    }
}

private struct Showing: RowListVisitor {
    var rows: ListRows

    func visit<Row>(_ list: RowList<Row>, counted: CountedList?) async throws -> ListPage {
        let (ask, page) = (rows.ask, rows.page)
        let columns = rows.shownColumns(of: list)
        var shown = ListPage(
            columns: columns.map {
                ListPage.Column(heading: $0.heading[keyPath: page.wording.language.heading], key: $0.record[0].key)
            }, filters: ListAsk.filters(ask.endpoint, ask.address), address: ask.address, pageRows: ListAsk.pageRows)
        shown.sortedBy = ask.sort.map { ($0.column, $0.isDescending) }
        shown.offset = ask.offset
        let some: [Row]
        let readAt: Date
        if let counted, ask.sort == nil {
            // Cut where the rows are.
            try await rows.checkSchools()
            var query = ask.ask.query
            query.limit = ListAsk.pageRows
            query.offset = ask.offset
            shown.total = try await rows.store.count(counted, ask.ask.query, scope: page.reader.scope)
            shown.isSortable = shown.total <= ListRows.sortableRows
            some = try await list.read(rows.store, query, page.reader.scope)
            readAt = page.now
        } else {
            let limit = counted == nil ? ListRows.largestRows : ListRows.sortableRows
            let (all, at) = try await rows.all(list, counted: counted, atMost: limit)
            shown.total = all.count
            some = Array(try rows.sorted(all, list).dropFirst(ask.offset).prefix(ListAsk.pageRows))
            readAt = at
        }
        shown.readAt = page.wording.moment(readAt)
        shown.rows = some.map { row in
            let school = list.school(row)
            return ListPage.Row(school: school.isEmpty ? nil : school, cells: columns.map { $0.cell(row) })
        }
        return shown
    }
}

private struct Writing: RowListVisitor {
    var rows: ListRows
    var format: ListFile

    func visit<Row>(_ list: RowList<Row>, counted: CountedList?) async throws -> (data: Data, rows: Int) {
        let (all, _) = try await rows.all(list, counted: counted, atMost: ListRows.largestRows)
        let sorted = try rows.sorted(all, list)
        let columns = rows.columns(of: list)
        let records = columns.flatMap(\.record)
        switch format {
        case .csv: return (Data(CSVText.render(sorted, columns: columns).utf8), sorted.count)
        case .xlsx:
            guard let makeSheet = rows.server.pages.makeSheet else { throw PageRefusal.notFound }
            let cells = sorted.map { row in records.map { $0.cell(row) } }
            return (try await makeSheet(records.map(\.key), cells), sorted.count)
        case .geojson:
            guard list.isMapped else { throw PageRefusal.notFound }
            let (store, query, scope) = (rows.store, rows.ask.ask.query, rows.page.reader.scope)
            let places: [PlaceRow] =
                if let place = list.place { sorted.map(place) } else {
                    try await store.placeRows(
                        Query(asOf: query.asOf, area: query.area, school: query.school), scope: scope)
                }
            let known = Dictionary(places.map { ($0.school, $0) }) { first, _ in first }
            let objects = try JSONValue.objects(sorted, keys: records.map(\.key))
            return (
                try GeoJSONText.render(objects, places: sorted.map { known[list.school($0)] }), sorted.count
            )
        }
    }
}
