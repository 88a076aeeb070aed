internal import Relational
internal import Store

/// What several readers of assets share.
enum AssetColumns {
    static func funders(of asset: Int, in db: Database) throws -> [AssetFunder] {
        let statement = try db.cachedStatement(
            sql: "SELECT funder, share FROM asset_funder WHERE asset_id = ? ORDER BY funder")
        return try Row.fetchAll(statement, arguments: [asset]).map {
            AssetFunder(name: $0["funder"], share: $0["share"])
        }
    }
}
