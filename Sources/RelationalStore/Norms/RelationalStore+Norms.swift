internal import Relational
public import Store

extension RelationalStore {
    private static let normTable = RecordTable(
        name: "norm", key: ["id", "version"], values: ["date", "name_kk", "name_ru", "name_en", "text"])

    public func importNorms(_ norms: [KeptNorm], dryRun: Bool) async throws -> ImportOutcome {
        // A dry run is the same comparison on a connection that cannot write.
        dryRun
            ? try await read { try Self.normTable.take(norms.map(Self.record), in: $0, dryRun: true) }
            : try await write { try Self.normTable.take(norms.map(Self.record), in: $0, dryRun: false) }
    }

    private static func record(_ norm: KeptNorm) -> RecordTable.Record {
        RecordTable.Record(
            word: norm.name, key: [norm.id, norm.version],
            values: [norm.date, norm.names.kk, norm.names.ru, norm.names.en, norm.text])
    }

    public func norms() async throws -> [KeptNorm] {
        try await read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM norm ORDER BY id, date DESC, position DESC").map { row in
                KeptNorm(
                    id: row["id"], version: row["version"], date: row["date"], names: SchoolColumns.names(row),
                    text: row["text"])
            }
        }
    }

    public func norm(_ name: String) async throws -> KeptNorm {
        let kept = try await norms()
        guard let norm = kept.first(where: { $0.name == name }) ?? kept.first(where: { $0.id == name }) else {
            throw StoreFailure.unknownNorm(name, kept: kept.map(\.name))
        }
        return norm
    }
}
