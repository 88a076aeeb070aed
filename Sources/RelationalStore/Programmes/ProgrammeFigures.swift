internal import Relational
internal import Reports
internal import Store

/// Keeps what became of schools' deliveries, so that a country's question adds up and matches nothing.
struct ProgrammeFigures {
    let db: Database
    var span = ProgrammeSpan.now

    /// Works them out.
    /// - Parameters:
    ///   - query: whose moment counts, and for a period where it begins.
    ///   - presence: of what the school has at that moment.
    func refresh(_ school: String, _ query: Query, _ presence: SchoolPresence) throws {
        try db.cachedStatement(sql: "DELETE FROM \(span.table) WHERE \(span.isOf())school_id = ?")
            .execute(arguments: [school])
        let hasDeliveries = try Bool.fetchOne(
            db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM delivery WHERE school_id = ?)"), arguments: [school])
        guard hasDeliveries == true else { return }
        var one = Query(asOf: query.asOf, school: school)
        if case .period = span { one.since = query.since }
        one.asItWas = query.asItWas
        let reader = ProgrammeReader(db: db, query: one, scope: .everything)
        var book = try reader.book(withDeliveries: true)
        book.presence = [school: presence]
        for figure in book.matched(since: reader.since, today: reader.today) { try write(figure) }
    }

    private func write(_ figure: ProgrammeFigure) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO \(span.table) (\(span.columns.map { "\($0.name), " }.joined())school_id, programme_id, category, delivered, has_serials, has_counts, seen,
                    verified, present_high, device_days)
                VALUES (\(span.columns.map { "\($0.value), " }.joined())?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            figure.school, figure.programme, figure.category.rawValue, figure.delivered, figure.hasSerials,
            figure.hasCounts, figure.seen, figure.verified, figure.presentHigh, figure.deviceDays,
        ])
    }

    /// Those that regions tell this hub of.
    func forwarded(_ filter: Filter) throws -> [ProgrammeFigure] {
        let own = try String.fetchSet(db, sql: "SELECT school_id FROM hub_school")
        return own.isEmpty ? [] : try kept(filter).filter { own.contains($0.school) }
    }

    /// Those of the schools that the filter leaves, as they are kept.
    func kept(_ filter: Filter) throws -> [ProgrammeFigure] {
        try Row.fetchAll(db, sql: ProgrammeSQL.figures(filter, of: span), arguments: filter.arguments).map(Self.figure)
    }

    static func figure(_ row: Row) throws -> ProgrammeFigure {
        ProgrammeFigure(
            programme: row["programme_id"], school: row["school_id"],
            category: try row.value(Reports.Category.self, "category"), delivered: row["delivered"],
            hasSerials: row["has_serials"], hasCounts: row["has_counts"], seen: row["seen"],
            verified: row["verified"], presentHigh: row["present_high"], deviceDays: row["device_days"])
    }
}
