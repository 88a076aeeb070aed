internal import Foundation
internal import Relational
public import Store

extension RelationalStore {
    /// The large tables, whose indices are sorted once at the end: hardly any of their keys come in order.
    private static let loadedTables = [
        "agent_state", "assignment", "component", "device", "lease", "line_test", "line_test_details",
        "platform_reach", "slot_outcome",
    ]

    public func beginExample() async throws {
        let location = location
        let isTaken = try await read { db in try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM school)") }
        guard isTaken != true else { throw StoreFailure.holdsSchools(location: location) }
        // Rows come school by school, each before the school that supports it, so references are checked at the end.
        do {
            try await database.beginLoading(Self.loadedTables)
        } catch {
            throw Self.explained(error, location: location)
        }
    }

    public func writeExample(_ schools: [MadeSchool]) async throws {
        try await write { db in
            let writer = try ExampleWriter(db: db)
            for school in schools { try writer.write(school) }
        }
    }

    public func finishExample() async throws {
        let location = location
        do {
            try await database.finishLoading { db in
                let missing = try String.fetchOne(
                    db,
                    sql: """
                        SELECT s.supported_by FROM school AS s LEFT JOIN school AS o ON o.id = s.supported_by
                        WHERE s.supported_by IS NOT NULL AND o.id IS NULL LIMIT 1
                        """)
                if let missing { throw StoreFailure.incompleteExample(location: location, missing: missing) }
            }
        } catch {
            throw Self.explained(error, location: location)
        }
    }
}
