internal import Foundation
internal import Relational
public import Store

extension RelationalStore {
    public func figures(_ query: Query, scope: Scope) async throws -> RegionFigures {
        try await read { db in
            let filter = try Filter(query, scope: scope, in: db)
            var figures = RegionFigures()
            for row in try Row.fetchAll(
                db, sql: ReadingSQL.figures(filter), arguments: [query.liveSince.seconds] + filter.arguments)
            {
                figures.agents[try row.value(AgentState.self, "state")] = row["agents"]
                figures.computers += row["computers"] as Int
                figures.computersLive += row["computers_live"] as Int
                figures.newestReport = [figures.newestReport, row.dateIfPresent("newest")].compactMap(\.self).max()
            }
            figures.databaseBytes = try db.connection.bytes()
            return figures
        }
    }
}

extension ReadingSQL {
    /// Arguments: live since, then the filter's.
    static func figures(_ filter: Filter) -> String {
        """
        SELECT a.state, count(*) AS agents, max(a.last_seen) AS newest,
            count(*) FILTER (WHERE \(Counted.isComputer)) AS computers,
            count(*) FILTER (WHERE \(Counted.isComputer) AND a.last_seen >= ?) AS computers_live
        FROM \(filter.source.all) AS s
        CROSS JOIN assignment AS p ON p.school_id = s.id AND \(filter.source.assigned)
        JOIN agent AS a ON a.id = p.agent_id
        \(filter.sql) GROUP BY a.state
        """
    }
}
