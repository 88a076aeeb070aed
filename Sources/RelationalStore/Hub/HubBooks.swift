internal import Relational
internal import Reports
internal import Store

/// What a hub's regions say of programmes and indicators: who says it first describes it, and a second says no less.
struct HubBooks {
    let db: Database

    /// Whoever calls a programme sensitive is believed.
    func describe(_ programmes: [ForwardedProgramme]) throws {
        for told in programmes {
            let sensitive = try Bool.fetchOne(
                db.cachedStatement(sql: "SELECT sensitive FROM programme WHERE id = ?"), arguments: [told.id])
            if sensitive == nil {
                _ = try ProgrammeTables.programme.take(
                    [ProgrammeTables.record(told.programme)], in: db, dryRun: false)
            }
            guard told.sensitive, sensitive != true else { continue }
            try db.execute(sql: "UPDATE programme SET sensitive = 1 WHERE id = ?", arguments: [told.id])
        }
    }

    /// - Returns: indicators that are known here as something else, of which nothing can be added up.
    func describe(_ indicators: [ForwardedIndicator]) throws -> Set<String> {
        var others: Set<String> = []
        for told in indicators {
            let row = try Row.fetchOne(
                db.cachedStatement(sql: "SELECT unit, direction, rollup, counts_children FROM indicator WHERE id = ?"),
                arguments: [told.id])
            guard let row else {
                _ = try ProgrammeTables.indicator.take(
                    [ProgrammeTables.record(told.indicator)], in: db, dryRun: false)
                continue
            }
            let isSame =
                row["unit"] == told.unit && row["direction"] == told.direction.rawValue
                && row["rollup"] == told.rollup.rawValue && row["counts_children"] == told.countsChildren
            if !isSame { others.insert(told.id) }
        }
        return others
    }
}
