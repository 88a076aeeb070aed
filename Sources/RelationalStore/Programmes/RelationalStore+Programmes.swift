internal import Foundation
internal import Relational
internal import Reports
public import Store

extension RelationalStore {
    public func programmes(
        _ query: Query, by grouping: ProgrammeGrouping, scope: Scope
    ) async throws -> [ProgrammeRow] {
        var wide = query
        wide.category = nil
        let isPast = try await prepareFigures(wide, scope: scope)
        try await preparePeriod(query, scope: scope, isPast: isPast)
        var (book, since, today) = try await read { db in
            let reader = ProgrammeReader(db: db, query: query, scope: scope)
            let kept = ProgrammePeriods(db: db, query: query, scope: scope, isPast: isPast).span
                .map { ProgrammeFigures(db: db, span: $0) }
            return (try reader.book(withDeliveries: true, kept: kept), reader.since, reader.today)
        }
        book.presence = try await presence(
            wide, categories: book.deliveries.reduce(into: []) { $0.formUnion($1.category.mayBeSeenAs) },
            schools: Set(book.schools.keys), scope: scope)
        let rows = book.rows(by: grouping, since: since, today: today)
            .filter { row in query.category.map { row.category == $0 } ?? true }
        return Array(rows.prefix(query.limit ?? .max))
    }

    /// Keeps what became of deliveries over a period that the question names, a few schools in a transaction: who may not write,
    /// or not now, still gets the answer.
    private func preparePeriod(_ query: Query, scope: Scope, isPast: Bool) async throws {
        let schools = try await read { db in
            try ProgrammePeriods(db: db, query: query, scope: scope, isPast: isPast).unkept()
        }
        // The others are worked out as they are read.
        let kept = schools.prefix(query.figuresAtOnce ?? .max)
        do {
            for start in stride(from: 0, to: kept.count, by: Self.figuresBatch) {
                let some = kept[start..<min(start + Self.figuresBatch, kept.count)]
                try await database.write { db in
                    let periods = ProgrammePeriods(db: db, query: query, scope: scope, isPast: isPast)
                    try periods.refresh(some)
                    if some.endIndex == kept.endIndex { try periods.forgetOthers() }
                }
            }
        } catch let error as DatabaseError where error.isHarmlessToReaders {
            return
        } catch {
            throw Self.explained(error, location: location)
        }
    }

    public func milestones(
        _ query: Query, by grouping: ProgrammeGrouping, scope: Scope
    ) async throws -> [MilestoneRow] {
        let book = try await read { db in
            try ProgrammeReader(db: db, query: query, scope: scope).book(withDeliveries: false)
        }
        return Array(book.milestoneRows(by: grouping).prefix(query.limit ?? .max))
    }

    public func indicators(
        _ query: Query, by grouping: ProgrammeGrouping, scope: Scope
    ) async throws -> [IndicatorRow] {
        let book = try await read { db in try IndicatorReader(db: db, query: query, scope: scope).book() }
        return Array(book.rows(by: grouping).prefix(query.limit ?? .max))
    }

    public func places(_ query: Query, scope: Scope) async throws -> [SchoolPlace] {
        let kept = try await freshenFigures(query, scope: scope)
        let places = try await read { db in
            try ProgrammeReader(db: db, query: query, scope: scope).places(kept: kept)
        }
        return Array(places.prefix(query.limit ?? .max))
    }

    public func computerStrength(_ query: Query, scope: Scope) async throws -> [ComputerStrength] {
        try await read { db in
            let filter = try Filter(query, scope: scope, in: db)
            return try Row.fetchAll(
                db, sql: ProgrammeSQL.computerStrength(filter), arguments: filter.arguments + filter.arguments
            ).map { row in
                ComputerStrength(
                    school: row["school_id"], memoryMiB: row["memory_mib"], firmwareDate: row["firmware_date"],
                    purchasedOn: row["purchased_on"])
            }
        }
    }
}
