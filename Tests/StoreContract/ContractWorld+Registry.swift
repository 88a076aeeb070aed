import FoundationEssentials
import Reports
import Store

extension ContractWorld {
    /// So many days after the world's first, 2025-09-01.
    func day(_ days: Int) -> CivilDate { CivilDate(utc: start).adding(days: days) }

    /// As of noon of a day.
    func asOf(_ days: Int, school: String? = nil, area: String? = nil) -> Query {
        var query = Query(asOf: day(days).startUTC.addingTimeInterval(43_200), area: area, school: school)
        query.asItWas = true
        return query
    }

    @discardableResult
    func importing(
        _ schools: [School], on days: Int, unsaid: Set<SchoolField> = [], validFrom: CivilDate? = nil,
        dryRun: Bool = false
    ) async throws -> ImportOutcome {
        try await store.importSchools(
            SchoolsAsk(schools: schools, unsaid: unsaid, day: day(days), validFrom: validFrom), dryRun: dryRun)
    }

    /// Told at noon of the day from which on it holds.
    @discardableResult
    func change(
        _ kind: SchoolChange.Kind, on days: Int, told: Int? = nil, note: String? = nil, dryRun: Bool = false
    ) async throws -> SchoolChangeOutcome {
        let at = day(told ?? days).startUTC.addingTimeInterval(43_200)
        return try await store.changeSchools(
            SchoolChange(kind, since: day(days), at: at, note: note), dryRun: dryRun)
    }

    func ids(_ query: Query, scope: Scope = .everything) async throws -> [String] {
        try await store.schools(query, scope: scope).map(\.school.id)
    }
}
