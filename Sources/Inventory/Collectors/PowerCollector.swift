internal import Reports
internal import Udev

/// Batteries, mains adapters and UPSes of the computer.
///
/// Batteries of mice and pens (`scope` Device) belong to those, and charging ports (`type` USB) to the computer.
struct PowerCollector: Collector {
    let name = "power"
    let emptiness = "no battery, mains adapter or UPS shows itself"

    func collect(in context: ScanContext) throws -> [Device] {
        let tree = try context.tree()
        return tree.devices(in: "power_supply").filter { !tree.isOwnedByUSB($0) }.compactMap {
            device(for: $0, context)
        }
    }

    private func device(for supply: UdevDevice, _ context: ScanContext) -> Device? {
        // Everything stands in the uevent.
        let value = { (name: String) in supply.properties["POWER_SUPPLY_\(name)"] ?? supply.attribute(name.lowercased())
        }
        guard let kind = value("TYPE"), ["Battery", "Mains", "UPS"].contains(kind), value("SCOPE") != "Device" else {
            return nil
        }
        let evidence = Evidence(
            bus: .power, manufacturer: value("MANUFACTURER"), product: value("MODEL_NAME"), powerKind: kind)
        var device = context.device(
            evidence, context.knowledge.classify(evidence),
            identity: DeviceIdentity(bus: .power, maker: value("MANUFACTURER"), model: value("MODEL_NAME")),
            serial: value("SERIAL_NUMBER"), port: supply.sysname)
        device.power = PowerDetails(
            kind: kind, online: kind == "Battery" ? nil : value("ONLINE").map { $0 == "1" },
            capacityPercent: value("CAPACITY").flatMap { Int($0) }, healthPercent: health(value))
        return device
    }

    /// Full charge against design, by energy or by charge, whichever the battery counts in.
    private func health(_ value: (String) -> String?) -> Int? {
        for unit in ["ENERGY", "CHARGE"] {
            if let full = value("\(unit)_FULL").flatMap(Int.init),
                let design = value("\(unit)_FULL_DESIGN").flatMap(Int.init),
                full > 0, design > 0
            {
                return Int((Double(full) / Double(design) * 100).rounded())
            }
        }
        return nil
    }
}
