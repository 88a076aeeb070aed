internal import Relational
internal import Store

/// Reads what answers about indicators are made of, within one snapshot.
struct IndicatorReader {
    let db: Database
    let query: Query
    let scope: Scope

    /// - Throws: `StoreFailure.unknownProgramme`, `.unknownIndicator`.
    func book() throws -> IndicatorBook {
        let check = RegisterCheck(db: db)
        if let id = query.filters.programme { try check.requireProgramme(id) }
        if let id = query.filters.indicator { try check.requireIndicators([id], besides: []) }
        let asked = try Filter(query, scope: scope, in: db)
        // Where few children are hidden, they are hidden over all that the reader may see (`IndicatorBook`).
        var wide = query
        if query.suppression != nil {
            wide.area = nil
            wide.school = nil
            wide.filters.type = nil
            wide.filters.rural = nil
        }
        var filter = try Filter(wide, scope: scope, in: db)
        filter.add("v.indicator_id = ?", query.filters.indicator)
        filter.add("v.programme_id = ?", query.filters.programme)
        filter.add("v.period = ?", query.filters.reportingPeriod)
        let named =
            query.suppression == nil
            ? nil
            : try String.fetchSet(
                db, sql: "SELECT s.id FROM \(asked.source.all) AS s \(asked.sql)", arguments: asked.arguments)
        var schools: [IndicatorBook.School] = []
        var values: [IndicatorValue] = []
        let cursor = try Row.fetchCursor(db, sql: ProgrammeSQL.values(filter), arguments: filter.arguments)
        while let row = try cursor.next() {
            let id: String = row["school_id"]
            if schools.last?.id != id {
                schools.append(
                    IndicatorBook.School(
                        id: id, name: SchoolColumns.names(row).preferred(query.language), area: SchoolColumns.area(row),
                        isAskedFor: named?.contains(id) ?? true))
            }
            values.append(try Self.value(row))
        }
        return IndicatorBook(
            indicators: try indicators(), schools: schools, values: values, language: query.language,
            suppression: query.suppression)
    }

    private func indicators() throws -> [Indicator] {
        try Row.fetchAll(db, sql: "SELECT * FROM indicator").map(Self.indicator)
    }

    static func indicator(_ row: Row) throws -> Indicator {
        Indicator(
            id: row["id"], names: SchoolColumns.names(row), unit: row["unit"],
            direction: try row.value(Indicator.Direction.self, "direction"),
            rollup: try row.value(Indicator.Rollup.self, "rollup"), countsChildren: row["counts_children"])
    }

    private static func value(_ row: Row) throws -> IndicatorValue {
        let text: String = row["period"]
        guard let period = ReportingPeriod(text) else {
            throw DatabaseError(message: "column period holds \"\(text)\", which is no period")
        }
        return IndicatorValue(
            indicator: row["indicator_id"], programme: row["programme_id"], school: row["school_id"], period: period,
            value: row["value"], target: row["target"], source: row["source"])
    }
}
