internal import Foundation
internal import Relational
public import Reports
public import Store

extension RelationalStore {
    /// How many schools one transaction brings up to date: reports wait no longer than it takes.
    static let figuresBatch = 50
    /// How many schools that have older figures a question brings up to date before it is answered.
    static let figuresPerQuestion = 4

    public func refreshFigures(_ query: Query, scope: Scope, limit: Int) async throws -> Int {
        try await write { db in try FigureLedger(db: db, query: query, scope: scope).refresh(limit: limit) }
    }

    /// Works out what must be worked out before a question is answered.
    /// - Returns: whether the question is for an earlier day than the figures of now: then `PastSchools` tells of it.
    /// - Throws: `StoreFailure.figuresMissing` where more are missing than the question may work out.
    func prepareFigures(_ query: Query, scope: Scope) async throws -> Bool {
        var allowed = query.figuresAtOnce ?? .max
        while true {
            let state = try await read { db in try FigureLedger(db: db, query: query, scope: scope).state() }
            if state.isPast {
                try await preparePast(query, scope: scope)
                return true
            }
            guard state.missing > 0 else {
                if state.old > 0 { _ = try await refreshFigures(query, scope: scope, limit: Self.figuresPerQuestion) }
                return false
            }
            guard allowed > 0 else { throw StoreFailure.figuresMissing(schools: state.missing) }
            _ = try await refreshFigures(query, scope: scope, limit: min(Self.figuresBatch, allowed))
            allowed -= Self.figuresBatch
        }
    }

    /// Brings some of the figures up to date, as a question about them does, for one that can be answered without: who may not
    /// write, or not now, still gets the answer.
    /// - Returns: whether what is kept is of the question's day or before it.
    func freshenFigures(_ query: Query, scope: Scope) async throws -> Bool {
        let state = try await read { db in try FigureLedger(db: db, query: query, scope: scope).state() }
        guard state.old > 0, !state.isPast else { return !state.isPast }
        do {
            _ = try await database.write { db in
                try FigureLedger(db: db, query: query, scope: scope).refresh(limit: Self.figuresPerQuestion)
            }
        } catch let error as DatabaseError where error.isHarmlessToReaders {
            return true
        } catch {
            throw Self.explained(error, location: location)
        }
        return true
    }

    public func stock(_ query: Query, scope: Scope) async throws -> [StockRow] {
        guard try await prepareFigures(query, scope: scope) else {
            return try await read { db in try StockReader(db: db, query: query).kept(scope) }
        }
        return try await readPast(query, scope: scope) { db, schools in
            try StockReader(db: db, query: query).past(scope, from: schools)
        }
    }

    public func presence(
        _ query: Query, categories: Set<Reports.Category>, schools: Set<String>?, scope: Scope
    ) async throws -> [String: SchoolPresence] {
        guard try await prepareFigures(query, scope: scope) else {
            return try await read { db in
                try PresenceReader(db: db, query: query, categories: categories, schools: schools).kept(scope)
            }
        }
        return try await readPast(query, scope: scope) { db, past in
            try PresenceReader(db: db, query: query, categories: categories, schools: schools).past(scope, from: past)
        }
    }

    public func coverage(_ query: Query, scope: Scope) async throws -> [CoverageRow] {
        guard try await prepareFigures(query, scope: scope) else {
            return try await read { db in try CoverageReader(db: db, query: query).kept(scope) }
        }
        return try await readPast(query, scope: scope) { db, schools in
            try CoverageReader(db: db, query: query).past(scope, from: schools)
        }
    }

    public func stockItems(_ query: Query, scope: Scope) async throws -> [StockItem] {
        try await read { db in
            // As unknown as what is not there, where the reader may not see it.
            let source = try Filter(query, scope: scope, in: db).source
            guard let school = query.school else { throw StoreFailure.unknownSchool("") }
            let category = query.filters.stock.category ?? query.category.map(StockCategory.device)
            return try SchoolReader(db: db, school: school, asOf: query.asOf, source: source).stock().stock.items.filter
            { item in
                (category.map { item.category == $0 } ?? true) && (query.room.map { item.room == $0 } ?? true)
            }
        }
    }
}
