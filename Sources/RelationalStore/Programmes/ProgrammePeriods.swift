internal import Foundation
internal import Relational
internal import Reports
internal import Store

/// Keeps what became of deliveries over periods that questions named, within one transaction.
///
/// Of now it is good until the school's figures are worked out again, of a past day until that day's are.
struct ProgrammePeriods {
    /// So many periods are kept at once: a reader may ask for any, and must not fill the disk.
    static let keptPeriods = 4

    let db: Database
    let query: Query
    let scope: Scope
    /// Whether the question is for an earlier day than the figures of now.
    let isPast: Bool

    private var reader: ProgrammeReader { ProgrammeReader(db: db, query: query, scope: scope) }

    /// Where it is kept what the question asks for; nil where that is kept nowhere.
    var span: ProgrammeSpan? {
        let past = isPast ? PastLedger(db: db, query: query, scope: scope) : nil
        if isPast, past == nil { return nil }
        if reader.isOfKeptDays { return past.map { .past($0.day) } ?? .now }
        return .period(since: reader.since.daysSinceEpoch, until: reader.today.daysSinceEpoch)
    }

    /// Schools with deliveries of which nothing is kept over the period.
    func unkept() throws -> [String] {
        guard let span, case .period = span else { return [] }
        let filter = try reader.participants()
        return try String.fetchAll(
            db, sql: ProgrammeSQL.unkept(filter, of: span, until: reader.today), arguments: filter.arguments)
    }

    /// Works out these schools.
    func refresh(_ schools: ArraySlice<String>) throws {
        guard let span else { return }
        let figures = ProgrammeFigures(db: db, span: span)
        for school in schools { try figures.refresh(school, query, presence(of: school)) }
    }

    private func presence(of school: String) throws -> SchoolPresence {
        var one = Query(asOf: query.asOf, school: school)
        one.asItWas = query.asItWas
        let reader = PresenceReader(db: db, query: one, categories: Set(Category.allCases), schools: nil)
        let told =
            isPast
            ? try reader.past(
                .everything, from: PastSchools(db: db, query: one, source: try SchoolSource(one, in: db)))
            : try reader.kept(.everything)
        return told[school] ?? SchoolPresence()
    }

    /// Leaves this period and the latest of the others.
    func forgetOthers() throws {
        guard let span, case .period(let since, let until) = span else { return }
        try db.execute(
            sql: """
                DELETE FROM period_programme_figure WHERE (since, until) NOT IN (
                    SELECT since, until FROM period_programme_figure GROUP BY since, until
                    ORDER BY (since = ?1 AND until = ?2) DESC, until DESC, since DESC LIMIT \(Self.keptPeriods))
                """, arguments: [since, until])
    }

    /// A school's figures of these days were worked out again.
    static func forget(_ school: String, since: Int, until: Int = .max, in db: Database) throws {
        try db.cachedStatement(
            sql: "DELETE FROM period_programme_figure WHERE school_id = ? AND until BETWEEN ? AND ?"
        ).execute(arguments: [school, since, until])
    }
}
