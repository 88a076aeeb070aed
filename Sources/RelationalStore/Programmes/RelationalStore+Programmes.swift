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
        var (book, since, today) = try await read { db in
            let reader = ProgrammeReader(db: db, query: query, scope: scope)
            let past = PastLedger(db: db, query: query, scope: scope)
            let kept = isPast ? past.map { ProgrammeFigures(db: db, pastDay: $0.day) } : ProgrammeFigures(db: db)
            return (try reader.book(withDeliveries: true, kept: kept), reader.since, reader.today)
        }
        book.presence = try await presence(
            wide, categories: book.deliveries.reduce(into: []) { $0.formUnion($1.category.mayBeSeenAs) },
            schools: Set(book.schools.keys), scope: scope)
        let rows = book.rows(by: grouping, since: since, today: today)
            .filter { row in query.category.map { row.category == $0 } ?? true }
        return Array(rows.prefix(query.limit ?? .max))
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
