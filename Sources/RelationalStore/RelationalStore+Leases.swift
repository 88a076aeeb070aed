internal import Foundation
internal import Relational
internal import Reports
public import Store

extension RelationalStore {
    public func answer(_ ask: LeaseAsk) async throws -> LeaseAnswer {
        try await write { try LeaseClerk.answer(ask, in: $0) }
    }

    public func openNaming(_ opening: GatewayOpening) async throws {
        try await write { db in
            try Self.requireSchool(opening.school, in: db)
            try GatewayRegister(db: db, school: opening.school).open(opening)
        }
    }

    public func moveGateway(_ move: GatewayMove) async throws {
        try await write { db in
            try Self.requireSchool(move.school, in: db)
            try GatewayRegister(db: db, school: move.school).move(move)
        }
    }

    private static func requireSchool(_ id: String, in db: Database) throws {
        let exists = try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM school WHERE id = ?)", arguments: [id])
        guard exists == true else { throw StoreFailure.unknownSchool(id) }
    }

    public func gateways(_ query: Query, scope: Scope) async throws -> [GatewayRow] {
        try await read { db in
            let filter = try Filter(query, scope: scope, in: db)
            return try Row.fetchAll(db, sql: ReadingSQL.gateways(filter, query), arguments: filter.arguments).map {
                row in
                let gateway: String? = row["gateway"]
                return GatewayRow(
                    school: row["school_id"], line: row["id"], gateway: gateway,
                    confirmedBy: try gateway.map { _ in
                        try row.value(ConfirmedGateway.Origin.self, "confirmed_by")
                    },
                    agent: try row.agentIfPresent("agent_id"), confirmedAt: row.dateIfPresent("confirmed_at"),
                    openedBy: row["opened_by"], heardAt: row.dateIfPresent("heard_at"))
            }
        }
    }
}

extension ReadingSQL {
    static func gateways(_ filter: Filter, _ query: Query) -> String {
        """
        SELECT l.school_id, l.id, g.gateway, g.confirmed_by, g.agent_id, g.confirmed_at, g.opened_by, g.heard_at
        FROM \(filter.source.open) AS s
        CROSS JOIN line AS l ON l.school_id = s.id
        LEFT JOIN line_gateway AS g ON g.school_id = l.school_id AND g.line = l.id
        \(filter.sql) ORDER BY \(filter.schoolOrder), l.id, g.confirmed_at NULLS FIRST, g.gateway NULLS FIRST LIMIT \(query.limit ?? .max)
        """
    }
}
