public import Foundation
internal import Relational
internal import Reports
public import Store

extension RelationalStore {
    public func importAssets(_ assets: [Asset], at time: Date, dryRun: Bool) async throws -> ImportOutcome {
        let by = note?.entry.who
        return try await bring(dryRun: dryRun) { db in
            let today = try SchoolClock.region(in: db).day(of: time).description
            return try AssetLedger(db: db, today: today, time: time, by: by).bring(assets, dryRun: dryRun)
        }
    }

    public func importStocktakes(
        _ stocktakes: [Stocktake], at time: Date, dryRun: Bool
    ) async throws -> StocktakesImport {
        try await bring(dryRun: dryRun) { db in try StocktakeLedger(db: db).bring(stocktakes, dryRun: dryRun) }
    }

    public func importComputers(
        _ computers: [RegisteredComputer], at time: Date, dryRun: Bool
    ) async throws -> ImportOutcome {
        try await bring(dryRun: dryRun) { db in
            let today = try SchoolClock.region(in: db).day(of: time).description
            return try ComputerLedger(db: db, today: today).bring(computers, dryRun: dryRun)
        }
    }

    /// A dry run is the same comparison on a connection that cannot write.
    private func bring<Outcome: Sendable>(
        dryRun: Bool, _ body: @escaping @Sendable (Database) throws -> Outcome
    ) async throws -> Outcome {
        dryRun ? try await read(body) : try await write(body)
    }

    public func assets(_ query: Query, scope: Scope) async throws -> [AssetRow] {
        guard try await prepareFigures(query, scope: scope) else {
            return try await read { db in try AssetReader(db: db, query: query).rows(scope: scope) }
        }
        return try await readPast(query, scope: scope) { db, schools in
            try AssetReader(db: db, query: query, past: schools).rows(scope: scope)
        }
    }
}
