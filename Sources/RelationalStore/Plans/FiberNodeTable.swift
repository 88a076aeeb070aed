internal import Relational
internal import Store

/// Fiber nodes as rows.
enum FiberNodeTable {
    static func all(in db: Database) throws -> [FiberNode] {
        try Row.fetchAll(db, sql: "SELECT * FROM fiber_node ORDER BY id").map { row in
            FiberNode(
                id: row["id"], latitude: row["latitude"], longitude: row["longitude"],
                operatorName: row["operator_name"], medium: try row.value(FiberNode.Medium.self, "medium"),
                status: try row.value(FiberNode.Status.self, "status"), equippedMbps: row["equipped_mbps"],
                potentialMbps: row["potential_mbps"], connectionFee: row["connection_fee"],
                feeCurrency: row["fee_currency"])
        }
    }

    static func keep(_ node: FiberNode, in db: Database) throws {
        try db.cachedStatement(sql: "INSERT OR REPLACE INTO fiber_node VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)").execute(
            arguments: [
                node.id, node.latitude, node.longitude, node.operatorName, node.medium.rawValue, node.status.rawValue,
                node.equippedMbps, node.potentialMbps, node.connectionFee, node.feeCurrency,
            ])
    }
}
