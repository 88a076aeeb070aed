internal import Foundation
internal import Relational
internal import Reports
internal import Store

/// Tells what schools had on a past day: as it is kept of that day, else as it is worked out now, within one transaction.
final class PastSchools {
    /// How sure all is that is told of a school, and on which day of its clock that was.
    struct Told {
        var coverage: Coverage
        var day: String
    }

    let db: Database
    let query: Query
    let source: SchoolSource
    private let day: Int?
    /// Those that had to be worked out, of a day that is kept.
    private(set) var workedOut: [String] = []
    private let limit: Int

    /// The answer needs more schools than may be worked out for it.
    struct TooMany: Error {}

    /// - Parameter limit: how many schools are worked out at most; `TooMany` is thrown beyond.
    init(db: Database, query: Query, source: SchoolSource, limit: Int = .max) {
        (self.db, self.query, self.source, self.limit) = (db, query, source, limit)
        day = PastLedger(db: db, query: query, scope: .everything)?.day
    }

    func coverage(of school: String) throws -> Told {
        if let row = try kept(school, "totals") { return told(row) }
        let (stock, day) = try worked(school)
        return Told(coverage: stock.coverage, day: day.description)
    }

    /// - Parameter byRoom: by category and room, in place of by category alone.
    func counts(of school: String, byRoom: Bool) throws -> (told: Told, counts: [StockCount]) {
        let column = byRoom ? "rooms" : "totals"
        if let row = try kept(school, column) {
            let packed: Data = row[column]
            return (told(row), try StreamNumbers.reading { try StockCount.unpacked([UInt8](packed)) })
        }
        let (stock, day) = try worked(school)
        return (
            Told(coverage: stock.coverage, day: day.description),
            byRoom ? stock.counts : StockCount.totals(of: stock.items)
        )
    }

    /// By inventory number; of the others nothing is known.
    func assets(of school: String) throws -> [String: AssetPresence] {
        if let row = try kept(school, "assets") {
            let packed: Data = row["assets"]
            return try StreamNumbers.reading { try AssetPresence.unpacked([UInt8](packed)) }
        }
        return AssetPresence.all(of: try worked(school).stock.items)
    }

    private func worked(_ school: String) throws -> (stock: SchoolStock, day: CivilDate) {
        if day != nil {
            guard workedOut.count < limit else { throw TooMany() }
            workedOut.append(school)
        }
        return try SchoolReader(db: db, school: school, asOf: query.asOf, source: source).stock()
    }

    private func kept(_ school: String, _ column: String) throws -> Row? {
        guard let day else { return nil }
        return try Row.fetchOne(db.cachedStatement(sql: PastSQL.figure(column)), arguments: [day, school])
    }

    private func told(_ row: Row) -> Told {
        Told(
            coverage: Coverage(
                registered: row["registered"], agents: row["agents"], live: row["live"],
                daysPossible: row["days_possible"], daysRun: row["days_run"]),
            day: row["civil_day"])
    }
}
