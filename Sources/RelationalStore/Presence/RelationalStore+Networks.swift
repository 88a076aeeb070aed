internal import Foundation
internal import Relational
internal import Reports
public import Store

extension RelationalStore {
    /// As long as line tests count where nobody names a period.
    private static let networkDays = 60.0

    public func networks(_ query: Query, scope: Scope) async throws -> [String: Set<EquipmentKind>] {
        try await read { db in
            var filter = try Filter(query, scope: scope, in: db)
            filter.add("t.started_at >= ?", query.asOf.addingTimeInterval(-Self.networkDays * 86_400).seconds)
            filter.add("t.started_at <= ?", query.asOf.seconds)
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT DISTINCT s.id, t.medium FROM \(filter.source.all) AS s
                    CROSS JOIN line_test AS t ON t.school_id = s.id
                    \(filter.sql) AND t.medium IN ('\(LineLink.Medium.wired.rawValue)', '\(LineLink.Medium.wifi.rawValue)')
                    """, arguments: filter.arguments)
            var networks: [String: Set<EquipmentKind>] = [:]
            for row in rows {
                let isWired = row["medium"] as String == LineLink.Medium.wired.rawValue
                networks[row["id"], default: []].insert(isWired ? .localNetwork : .wifi)
            }
            return networks
        }
    }
}
