import PrivateCluster
import Relational
import RelationalStore

@testable import PostgresStore

/// Databases of the private cluster that tests use one after another: making one takes longer than emptying one.
actor LeasedDatabases {
    static let shared = LeasedDatabases()

    /// When the contracts' worlds begin: 2025-09-01T06:00:00Z.
    private static let contractTime = 1_756_706_400

    private var free: [RelationalStore] = []

    /// Runs `body` on an empty store that nobody else uses meanwhile.
    func withStore(_ body: @Sendable (RelationalStore) async throws -> Void) async throws {
        let store = try await take()
        defer { free.append(store) }
        // So that what the contracts forget goes with its week, as in a region that is served.
        try await store.database.write { db in try db.connection.makeParts(at: Self.contractTime) }
        try await body(store)
    }

    private func take() async throws -> RelationalStore {
        guard let store = free.popLast() else {
            return try PostgresStore.open(url: PrivateCluster.shared.get().makeDatabase())
        }
        try await store.database.writeWithoutTransaction { db in
            guard let connection = db.connection as? PostgresConnection else { return }
            for statement in Self.emptying { try connection.command(statement) }
        }
        return store
    }

    private static let emptying = [
        "SET session_replication_role = replica",
        """
        DO $$ DECLARE t record; BEGIN
            FOR t IN SELECT relname, relkind FROM pg_class WHERE relnamespace = 'parta'::regnamespace
                AND relkind IN ('r', 'S') AND relname <> 'schema_step' LOOP
                IF t.relkind = 'r' THEN EXECUTE format('DELETE FROM parta.%I', t.relname);
                ELSE EXECUTE format('ALTER SEQUENCE parta.%I RESTART', t.relname); END IF;
            END LOOP;
        END $$
        """,
        "SET session_replication_role = origin",
    ]
}
