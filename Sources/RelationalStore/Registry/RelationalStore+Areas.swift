internal import Relational
public import Store

extension RelationalStore {
    public func importAreas(_ areas: [Area], dryRun: Bool) async throws -> ImportOutcome {
        try await change(dryRun: dryRun) { db in
            let known = Dictionary(try AreaColumns.all(in: db).map { ($0.path.key, $0) }) { $1 }
            return try ImportOutcome.taking(
                areas, named: { "area \($0.path.text)" }, before: { known[$0.path.key] },
                write: { try AreaColumns.upsert($0, in: db) })
        }
    }
}
