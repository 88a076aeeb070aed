public import Store

/// Reads nodes of fiber networks: ours, ITU's (`ict_id, lat, lon, transmission_medium`), Giga's (`coordinate_id, lat, lon`)
/// and regulators' (`node_id, latitude, longitude, operator_name, infrastructure_type, node_status,
/// equipped_capacity_mbps, potential_capacity_mbps`), with `connection_fee` and `fee_currency` where they are known.
public struct NodeTableReader: TableReader {
    private static let id = ["node_id", "ict_id", "coordinate_id", "id"]
    private static let medium = ["transmission_medium", "infrastructure_type", "medium"]
    private static let status = ["node_status", "status"]
    private static let largestMbps = 1e9
    private static let others = [
        "latitude", "lat", "longitude", "lon", "lng", "operator_name", "operator", "equipped_capacity_mbps",
        "potential_capacity_mbps", "connection_fee", "fee_currency",
    ]

    public init() {}

    public var columns: Set<String> { Set(Self.id + Self.medium + Self.status + Self.others) }

    public func missing(in table: TableSource) -> [String] {
        table.missing([Self.id, ["latitude", "lat"], ["longitude", "lon", "lng"]])
    }

    public func identity(of node: FiberNode) -> TableIdentity? { TableIdentity("node", node.id, columns: Self.id) }

    public func value(_ reader: inout RowReader) -> FiberNode? {
        let id = reader.requiredText(Self.id)
        let latitude = reader.number(["latitude", "lat"], in: -90...90, unit: "degrees")
        let longitude = reader.number(["longitude", "lon", "lng"], in: -180...180, unit: "degrees")
        if latitude == nil || longitude == nil, reader.problems.isEmpty {
            reader.missing(latitude == nil ? ["latitude", "lat"] : ["longitude", "lon", "lng"], "is empty")
        }
        let fee = reader.amount(["connection_fee"], of: "money")
        let currency = reader.text(["fee_currency"])?.uppercased()
        let node = FiberNode(
            id: id ?? "", latitude: latitude ?? 0, longitude: longitude ?? 0,
            operatorName: reader.text(["operator_name", "operator"]), medium: medium(&reader),
            status: status(&reader),
            equippedMbps: reader.amount(["equipped_capacity_mbps"], of: "Mbps", upTo: Self.largestMbps),
            potentialMbps: reader.amount(["potential_capacity_mbps"], of: "Mbps", upTo: Self.largestMbps),
            connectionFee: fee, feeCurrency: fee == nil ? nil : currency)
        if fee != nil, currency == nil { reader.missing(["fee_currency"], "is missing beside the fee") }
        return reader.problems.isEmpty ? node : nil
    }

    /// A node of which nobody said is one of fiber: that is what such lists are of.
    private func medium(_ reader: inout RowReader) -> FiberNode.Medium {
        guard let text = reader.text(Self.medium)?.lowercased() else { return .fiber }
        if text.contains("fiber") || text.contains("fibre") || text.contains("optic") { return .fiber }
        return text.contains("microwave") || text.contains("radio") ? .microwave : .other
    }

    private func status(_ reader: inout RowReader) -> FiberNode.Status {
        reader.word(
            Self.status,
            [
                ("operational", .operational), ("active", .operational), ("existing", .operational),
                ("in service", .operational), ("live", .operational), ("planned", .planned),
                ("under construction", .planned), ("construction", .planned), ("proposed", .planned),
                ("closed", .closed), ("decommissioned", .closed), ("inactive", .closed),
            ]) ?? .operational
    }
}
