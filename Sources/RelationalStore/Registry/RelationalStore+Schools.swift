internal import Foundation
internal import Relational
internal import Reports
public import Store

extension RelationalStore {
    public func importSchools(_ ask: SchoolsAsk, dryRun: Bool) async throws -> ImportOutcome {
        try await change(dryRun: dryRun) { db in
            var ids = Set<String>()
            for school in ask.schools where !ids.insert(school.id).inserted {
                throw StoreFailure.doubledSchool(school.id)
            }
            let known = Dictionary(
                uniqueKeysWithValues: try Row.fetchAll(db, sql: "SELECT \(SchoolColumns.list) FROM school AS s")
                    .map { try SchoolColumns.school($0) }.map { ($0.id, $0) })
            ids.formUnion(known.keys)
            var outcome = ImportOutcome()
            let history = SchoolHistory(db: db)
            for var school in ask.schools {
                let before = known[school.id]
                if let before {
                    for field in SchoolField.allCases where ask.unsaid.contains(field) {
                        field.carry(from: before, to: &school)
                    }
                }
                if let support = school.supportedBy, !ids.contains(support) {
                    throw StoreFailure.unknownSupportSchool(school: school.id, supportedBy: support)
                }
                switch before {
                case nil:
                    outcome.added.append(school.id)
                    try history.write(school, from: ask.validFrom ?? Self.beginning(of: school, ask))
                case school?: outcome.unchanged.append(school.id)
                default:
                    outcome.changed.append(school.id)
                    try history.write(school, from: ask.validFrom ?? ask.day)
                }
            }
            outcome.change(try Self.keep(ask.extras, in: db))
            return outcome
        }
    }

    private static func beginning(of school: School, _ ask: SchoolsAsk) -> CivilDate {
        guard let opened = school.openedOn, opened <= ask.day else { return .first }
        return opened
    }

    public func changeSchools(_ change: SchoolChange, dryRun: Bool) async throws -> SchoolChangeOutcome {
        try await self.change(dryRun: dryRun) { db in try SchoolDesk(db: db, change: change).decide() }
    }

    public func schoolSuccessors(_ query: Query, scope: Scope) async throws -> [SchoolSuccessor] {
        try await read { db in
            var filter = try Filter(query, scope: scope, in: db)
            if query.asItWas { filter.add("n.since <= ?", filter.source.day.description) }
            return try Row.fetchAll(db, sql: ReadingSQL.successors(filter), arguments: filter.arguments).map { row in
                SchoolSuccessor(
                    school: row["school_id"], successor: row["successor_id"], since: try row.day("since"),
                    kind: try row.value(SchoolSuccessor.Kind.self, "kind"), note: row["note"])
            }
        }
    }

    public func placeComputer(_ placing: ComputerPlacing) async throws -> ComputerPlace {
        try await write { db in try ComputerDesk(db: db).place(placing) }
    }
}

extension ReadingSQL {
    static func successors(_ filter: Filter) -> String {
        """
        SELECT n.school_id, n.successor_id, n.since, n.kind, n.note
        FROM \(filter.source.all) AS s
        CROSS JOIN school_successor AS n ON n.school_id = s.id
        \(filter.sql) ORDER BY n.since, n.position
        """
    }
}
