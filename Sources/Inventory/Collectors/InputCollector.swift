internal import Reports
internal import Udev

/// Keyboards, mice, touch screens, pens and game controllers that do not hang on USB: PS/2, I2C, Bluetooth.
///
/// Buttons, lid switches, jacks and what programs make up are not devices. One thing with several input nodes is one
/// device: they share the device above them.
struct InputCollector: Collector {
    let name = "input"
    let emptiness = "no input device but those on USB"

    func collect(in context: ScanContext) throws -> [Device] {
        let tree = try context.tree()
        var groups: [String: [UdevDevice]] = [:]
        for input in tree.devices(in: "input") where !tree.isOwnedByUSB(input) {
            // User-space HID (Bluetooth LE keyboards) is the one virtual kind with hardware behind it.
            if input.isVirtual && !input.syspath.contains("/misc/uhid/") { continue }
            // .../serio0/input/input3 belongs to .../serio0
            groups[input.ancestors.dropFirst().first ?? input.syspath, default: []].append(input)
        }
        return groups.sorted { $0.key < $1.key }.compactMap { device(at: $0.key, of: $0.value, context) }
    }

    private func device(at place: String, of inputs: [UdevDevice], _ context: ScanContext) -> Device? {
        let kinds = inputs.reduce(into: Set<ChildKind>()) { $0.formUnion(InputKind.kinds(of: $1)) }
        guard !kinds.isEmpty, let first = inputs.first else { return nil }
        // uevent PRODUCT: bus/vendor/product/version in hexadecimal.
        let ids = (first.properties["PRODUCT"] ?? "").split(separator: "/").map { UInt16($0, radix: 16) }
        let bus = (ids.first ?? nil) ?? 0
        let isBluetooth = bus == 0x05
        let evidence = Evidence(
            bus: .input, vendorID: ids.count > 1 ? ids[1] : nil, productID: ids.count > 2 ? ids[2] : nil,
            deviceClass: UInt8(truncatingIfNeeded: bus), product: Self.unquoted(first.properties["NAME"]),
            children: kinds)
        let answer = context.knowledge.classify(evidence)
        return context.device(
            evidence, answer, serial: isBluetooth ? nil : Self.unquoted(first.properties["UNIQ"]),
            port: place.split(separator: "/").last.map(String.init),
            driver: context.roots.sys.linkName("\(place.dropFirst("/sys/".count))/driver"),
            external: isBluetooth ? true : nil)
    }

    /// The kernel puts names in quotation marks.
    private static func unquoted(_ text: String?) -> String? {
        guard var text else { return nil }
        if text.hasPrefix("\"") { text.removeFirst() }
        if text.hasSuffix("\"") { text.removeLast() }
        return text.isEmpty ? nil : text
    }
}
