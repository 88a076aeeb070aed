internal import Reports
internal import Udev

/// What hangs on the graphics connectors: monitors, projectors, interactive panels, built-in screens.
///
/// A connected display without an EDID (an old cable, a splitter) is reported as a possible display, one whose EDID is
/// broken as `unknown`. Whether a display can be touched is decided over the whole scan, by `PanelRule`.
struct DisplayCollector: Collector {
    let name = "display"
    let emptiness = "no display is connected"

    func collect(in context: ScanContext) throws -> [Device] {
        let tree = try context.tree()
        let connectors = tree.devices(in: "drm").filter { connector in
            // card0-HDMI-A-1; cards and render nodes have no hyphen.
            connector.sysname.contains("-") && !connector.isVirtual && connector.attribute("status") == "connected"
        }
        return connectors.compactMap { device(for: $0, context) }
    }

    private func device(for connector: UdevDevice, _ context: ScanContext) -> Device? {
        let name = connector.sysname.split(separator: "-", maxSplits: 1).last.map(String.init) ?? connector.sysname
        let bytes = connector.bytes("edid", limitBytes: 32_768) ?? []
        let reading = bytes.isEmpty ? nil : try? context.readEDID(bytes)
        let evidence = Evidence(bus: .display, product: reading?.name, display: reading)
        var answer = context.knowledge.classify(evidence)
        if bytes.isEmpty {
            if name.hasPrefix("Virtual") || name.hasPrefix("Writeback") { return nil }
            answer = Classification(category: .display, confidence: .possible, rule: "display:no_edid")
        }
        if let reading {
            answer.vendor = answer.vendor ?? context.knowledge.maker(ofPNP: reading.makerID) ?? reading.makerID
        }
        let identity = DeviceIdentity(
            bus: .display, maker: reading?.makerID, model: reading.map { Hex.lower($0.productCode, digits: 4) })
        var device = context.device(
            evidence, answer, identity: identity, serial: reading?.serialNumber, port: connector.sysname,
            external: !["eDP", "LVDS", "DSI"].contains { name.hasPrefix($0) })
        device.display = DisplayDetails(
            connector: name, widthCm: reading?.widthCm, heightCm: reading?.heightCm,
            diagonalInches: reading?.diagonalInches, widthPixels: reading?.widthPixels,
            heightPixels: reading?.heightPixels, year: reading?.year)
        return device
    }
}
