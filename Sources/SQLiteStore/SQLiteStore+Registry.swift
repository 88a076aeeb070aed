internal import Foundation
internal import GRDB
public import Store

extension SQLiteStore {
    public func establishRegionSecrets(_ proposed: RegionSecrets) async throws -> RegionSecrets {
        try await write { db in
            for (name, value) in proposed.values.sorted(by: { $0.key < $1.key }) {
                try db.execute(
                    sql: "INSERT INTO region_secret (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING",
                    arguments: [name, value])
            }
            var kept = RegionSecrets()
            for row in try Row.fetchAll(db, sql: "SELECT name, value FROM region_secret") {
                let value: Data = row["value"]
                kept[row["name"]] = value
            }
            return kept
        }
    }

    public func importSchools(_ schools: [School], dryRun: Bool) async throws -> SchoolsImport {
        var ids = Set<String>()
        for school in schools where !ids.insert(school.id).inserted { throw StoreFailure.doubledSchool(school.id) }
        // A dry run is the same comparison on a connection that cannot write.
        if dryRun { return try await read { try Self.compare(schools, with: $0).outcome } }
        return try await write { db in
            let (outcome, toWrite) = try Self.compare(schools, with: db)
            for school in toWrite { try SchoolColumns.upsert(school, in: db) }
            return outcome
        }
    }

    private static func compare(
        _ schools: [School], with db: Database
    ) throws -> (outcome: SchoolsImport, toWrite: [School]) {
        let known = Dictionary(
            uniqueKeysWithValues: try Row.fetchAll(db, sql: "SELECT \(SchoolColumns.list) FROM school AS s")
                .map { try SchoolColumns.school($0) }.map { ($0.id, $0) })
        let named = Set(schools.map(\.id)).union(known.keys)
        var outcome = SchoolsImport()
        var toWrite: [School] = []
        for school in schools {
            if let support = school.supportedBy, !named.contains(support) {
                throw StoreFailure.unknownSupportSchool(school: school.id, supportedBy: support)
            }
            switch known[school.id] {
            case nil: outcome.added.append(school.id)
            case school?:
                outcome.unchanged.append(school.id)
                continue
            default: outcome.changed.append(school.id)
            }
            toWrite.append(school)
        }
        return (outcome, toWrite)
    }
}
