import PostgresStore
import PrivateCluster
import Relational
import RelationalStore
import Store

/// What may befall a PostgreSQL server under a running one of ours.
enum ServerFault: String, CaseIterable, Sendable {
    /// As the settings of some providers have it when a disk is nearly full.
    case readOnly
    /// Now a server that follows another; then made the first again.
    case follows
    /// It was started anew, and others were first.
    case taken
    case locked

    var outage: StoreOutage {
        switch self {
        case .readOnly, .follows: .readOnly
        case .taken: .outOfConnections
        case .locked: .busy
        }
    }
}

/// One database on a server of its own, and the server's fault.
final class FaultyServer {
    let store: RelationalStore
    private let fault: ServerFault
    private let cluster: PrivateCluster
    private let url: String
    private var others: [RelationalStore] = []

    init(_ fault: ServerFault) throws {
        self.fault = fault
        cluster = try PrivateCluster(["max_connections=8", "superuser_reserved_connections=0"])
        url = try cluster.makeDatabase()
        store = try PostgresStore.open(url: url)
    }

    func begin() async throws {
        switch fault {
        case .readOnly:
            try cluster.run("ALTER SYSTEM SET default_transaction_read_only = on")
            try cluster.run("SELECT pg_reload_conf()")
        case .follows: try cluster.beStandby()
        case .taken:
            others = try (1...9).map { _ in try PostgresStore.openExisting(url: url) }
            try cluster.stop()
            try cluster.start()
            for other in others { _ = try? await other.settingsVersion() }
        case .locked:
            let other = try PostgresStore.openExisting(url: url)
            others = [other]
            // The lock at which all that write wait, without the wait of ten seconds.
            try await other.database.writeWithoutTransaction { db in
                try db.execute(sql: "BEGIN")
                _ = try Row.fetchOne(db, sql: "SELECT pg_advisory_xact_lock(482871768161)")
            }
            try await store.database.writeWithoutTransaction { db in try db.execute(sql: "SET lock_timeout = '1ms'") }
        }
    }

    func end() async throws {
        switch fault {
        case .readOnly:
            try cluster.run("ALTER SYSTEM RESET default_transaction_read_only")
            try cluster.run("SELECT pg_reload_conf()")
        case .follows: try cluster.run("SELECT pg_promote()")
        case .taken: try close(&others)
        case .locked:
            for other in others {
                try await other.database.writeWithoutTransaction { db in try db.execute(sql: "ROLLBACK") }
            }
        }
    }

    func close() throws {
        try close(&others)
        try store.close()
    }

    private func close(_ stores: inout [RelationalStore]) throws {
        for store in stores { try store.close() }
        stores = []
    }
}
