internal import Relational
public import Store

extension RelationalStore {
    public func importProgrammes(_ programmes: [Programme], dryRun: Bool) async throws -> ImportOutcome {
        try await importing(dryRun: dryRun) { db in
            let check = RegisterCheck(db: db)
            for school in Set(programmes.flatMap(\.schools)).sorted() { try check.requireSchool(school) }
            var outcome = try ProgrammeTables.programme.take(
                programmes.map(ProgrammeTables.record), in: db, dryRun: dryRun)
            // A programme whose own words stay may still have got schools.
            for programme in programmes {
                let joined = try check.join(programme.id, schools: programme.schools, dryRun: dryRun)
                let marked = try Self.mark(programme, in: db, dryRun: dryRun)
                if joined || marked, let place = outcome.unchanged.firstIndex(of: programme.id) {
                    outcome.unchanged.remove(at: place)
                    outcome.changed.append(programme.id)
                }
            }
            return outcome
        }
    }

    /// - Returns: whether that changes it.
    private static func mark(_ programme: Programme, in db: Database, dryRun: Bool) throws -> Bool {
        guard let sensitive = programme.sensitive else { return false }
        let held = try Bool.fetchOne(
            db, sql: "SELECT sensitive FROM programme WHERE id = ?", arguments: [programme.id])
        guard held ?? false != sensitive else { return false }
        if !dryRun {
            try db.execute(
                sql: "UPDATE programme SET sensitive = ? WHERE id = ?", arguments: [sensitive, programme.id])
        }
        return true
    }

    public func sensitiveProgrammes() async throws -> Set<String> {
        try await read { db in try String.fetchSet(db, sql: "SELECT id FROM programme WHERE sensitive = 1") }
    }

    public func importDeliveries(_ deliveries: [Delivery], dryRun: Bool) async throws -> ImportOutcome {
        try await importing(dryRun: dryRun) { db in
            try RegisterCheck(db: db).require(deliveries.map { ($0.programme, $0.school) }, dryRun: dryRun)
            let pieces = try ProgrammeTables.piece.take(
                deliveries.filter { $0.serialHash != nil }.map(ProgrammeTables.record), in: db, dryRun: dryRun)
            let lots = try ProgrammeTables.lot.take(
                deliveries.filter { $0.serialHash == nil }.map(ProgrammeTables.record), in: db, dryRun: dryRun)
            return pieces + lots
        }
    }

    public func importIndicators(
        _ indicators: [Indicator], values: [IndicatorValue], dryRun: Bool
    ) async throws -> ImportOutcome {
        try await importing(dryRun: dryRun) { db in
            let check = RegisterCheck(db: db)
            for value in values {
                try check.requireSchool(value.school)
                if let programme = value.programme { try check.requireProgramme(programme) }
            }
            let described = try ProgrammeTables.indicator.take(
                indicators.map(ProgrammeTables.record), in: db, dryRun: dryRun)
            try check.requireIndicators(Set(values.map(\.indicator)), besides: Set(indicators.map(\.id)))
            for value in values {
                guard let programme = value.programme else { continue }
                _ = try check.join(programme, schools: [value.school], dryRun: dryRun)
            }
            return described
                + (try ProgrammeTables.value.take(
                    values.map(ProgrammeTables.record), in: db, dryRun: dryRun))
        }
    }

    public func importMilestones(_ milestones: [Milestone], dryRun: Bool) async throws -> ImportOutcome {
        try await importing(dryRun: dryRun) { db in
            try RegisterCheck(db: db).require(milestones.map { ($0.programme, $0.school) }, dryRun: dryRun)
            return try ProgrammeTables.milestone.take(
                milestones.map(ProgrammeTables.record), in: db, dryRun: dryRun)
        }
    }

    /// A dry run is the same comparison on a connection that cannot write.
    private func importing(
        dryRun: Bool, _ body: @escaping @Sendable (Database) throws -> ImportOutcome
    ) async throws -> ImportOutcome {
        dryRun ? try await read(body) : try await write(body)
    }
}
