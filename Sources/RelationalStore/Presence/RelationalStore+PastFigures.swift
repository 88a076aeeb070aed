internal import Foundation
internal import Relational
internal import Store

extension RelationalStore {
    /// Keeps of a past day what a question is about, before it is answered: all of it, unless the answer ends after fewer rows
    /// than there are schools to be worked out.
    ///
    /// It is kept for speed alone: who may not write, or not now, still gets the answer.
    /// - Throws: `StoreFailure.figuresMissing` where more are missing than the question may work out.
    func preparePast(_ query: Query, scope: Scope) async throws {
        let page = query.limit.map { $0 + query.offset } ?? .max
        var allowed = query.figuresAtOnce ?? .max
        while let state = try await read({ db in try PastLedger(db: db, query: query, scope: scope)?.state() }),
            state.missing > 0 || state.old > 0
        {
            if state.missing > page { return }
            guard state.missing == 0 || allowed > 0 else {
                _ = try await keep(query, scope) { try $0.want() }
                throw StoreFailure.figuresMissing(schools: state.missing)
            }
            let limit = state.missing > 0 ? min(Self.figuresBatch, allowed) : Self.figuresPerQuestion
            guard try await keep(query, scope, { try $0.refresh(limit: limit) }), state.missing > 0 else { return }
            allowed -= limit
        }
    }

    /// Answers from a past day's schools, and keeps what had to be worked out for a page of them.
    /// - Parameter body: one snapshot's work.
    /// - Throws: `StoreFailure.figuresMissing` where more had to be than the question may work out.
    func readPast<Answer: Sendable>(
        _ query: Query, scope: Scope, _ body: @escaping @Sendable (Database, PastSchools) throws -> Answer
    ) async throws -> Answer {
        let (answer, workedOut) = try await read { db -> (Answer?, [String]) in
            let schools = PastSchools(
                db: db, query: query, source: try SchoolSource(query, in: db), limit: query.figuresAtOnce ?? .max)
            do { return (try body(db, schools), schools.workedOut) } catch is PastSchools.TooMany {
                return (nil, schools.workedOut)
            }
        }
        for start in stride(from: 0, to: workedOut.count, by: Self.figuresBatch) {
            let some = workedOut[start..<min(start + Self.figuresBatch, workedOut.count)]
            guard try await keep(query, scope, { try $0.refresh(some) }) else { break }
        }
        if let answer { return answer }
        _ = try await keep(query, scope) { try $0.want() }
        let state = try await read { db in try PastLedger(db: db, query: query, scope: scope)?.state() }
        throw StoreFailure.figuresMissing(schools: state?.missing ?? 0)
    }

    /// - Returns: whether it could be written.
    private func keep(
        _ query: Query, _ scope: Scope, _ body: @escaping @Sendable (PastLedger) throws -> Void
    ) async throws -> Bool {
        do {
            try await database.write { db in
                if let ledger = PastLedger(db: db, query: query, scope: scope) { try body(ledger) }
            }
            return true
        } catch let error as DatabaseError where error.isHarmlessToReaders {
            return false
        } catch {
            throw Self.explained(error, location: location)
        }
    }

    public func refreshPastFigures(limit: Int) async throws -> Int {
        try await write { db in
            let ledgers = try PastLedger.days(in: db).map { PastLedger(db: db, day: $0) }
            var allowed = limit
            for ledger in ledgers where allowed > 0 { allowed -= try ledger.bringUpToDate(limit: allowed) }
            return try ledgers.reduce(0) { try $0 + $1.left() }
        }
    }
}
