public import HardwareDatabase
internal import Reports
internal import Udev

/// Shows how a device is classified: the same decision as in a scan, with everything that spoke.
public struct Explainer: Sendable {
    private let roots: Roots
    private let knowledge: Knowledge
    private let text: HardwareDatabaseText

    /// - Parameters:
    ///   - knowledge: the databases in force.
    ///   - text: the files they were compiled from, which alone know who else spoke.
    public init(roots: Roots = Roots(), knowledge: Knowledge, text: HardwareDatabaseText) {
        self.roots = roots
        self.knowledge = knowledge
        self.text = text
    }

    /// - Throws: `ExplanationFailure` when there is no such device, or it is of a kind without keys.
    public func explain(_ subject: ExplanationSubject) throws(ExplanationFailure) -> Explanation {
        switch subject {
        case .ids(let vendor, let product):
            let evidence = Evidence(bus: .usb, vendorID: vendor, productID: product)
            let name = "\(Hex.lower(vendor, digits: 4)):\(Hex.lower(product, digits: 4))"
            return explanation(name, evidence, udev: [:], notes: notes(onIDs: evidence))
        case .device(let name):
            let (device, evidence) = try find(name)
            return explanation(device.syspath, evidence, udev: device.properties, notes: notes(on: evidence))
        }
    }

    // MARK: - What is looked at

    private func find(_ name: String) throws(ExplanationFailure) -> (UdevDevice, Evidence) {
        let tree: DeviceTree
        do { tree = try DeviceTree(sysfs: roots.sys) } catch { throw .cannotEnumerate("\(error)") }
        // /sys/bus/usb/devices/1-2 is a link to the directory of the same name.
        let last = name.split(separator: "/").last.map(String.init) ?? name
        guard let device = tree[name] ?? tree.devices.first(where: { $0.sysname == last }) else {
            throw .notThere(name)
        }
        let usb = device.isUSBDevice ? device : tree.usbOwner(of: device)
        if let usb { return (usb, Evidence.usb(usb, in: tree)) }
        let function = device.subsystem == "pci" ? device : tree.ancestor(of: device, in: "pci")
        guard let function, ["pci", "net"].contains(device.subsystem) else {
            throw .otherKind(name, subsystem: device.subsystem)
        }
        let kinds = tree.devices(in: "net").filter { tree.ancestor(of: $0, in: "pci")?.syspath == function.syspath }
            .reduce(into: Set<ChildKind>()) { $0.formUnion(ChildKind.kinds(of: $1)) }
        return (function, Evidence.pci(function, children: kinds))
    }

    private func notes(onIDs evidence: Evidence) -> [String] {
        var notes = [
            "An id alone shows no interfaces, no names and no child nodes: rules that look at those do not speak here."
        ]
        let ports = (try? DeviceTree(sysfs: roots.sys))?.usbDevices.filter { usb in
            let ids = USBIdentifiers(usb)
            return ids.vendor == evidence.vendorID && ids.product == evidence.productID
        }
        for port in ports ?? [] {
            notes.append("One is plugged in: `parta-agent explain \(port.sysname)` looks at all it shows.")
        }
        return notes
    }

    private func notes(on evidence: Evidence) -> [String] {
        PanelRule.mayJoin(evidence)
            ? ["A scan counts a touch controller with the large display of its maker, when one is connected."] : []
    }

    // MARK: - What is said of it

    private func explanation(
        _ subject: String, _ evidence: Evidence, udev: [String: String], notes: [String]
    ) -> Explanation {
        let key = HardwareKey.key(for: evidence)
        let (own, system) = knowledge.properties(for: evidence, udev: udev)
        let decision = Classifier.decide(evidence, own: own, system: system)
        let spoken = key.map { text.records(matching: $0) } ?? (records: [], unreadable: [])
        let rules =
            records(spoken.records, winner: decision)
            + systemRules(evidence, system, winner: decision) + builtInRules(evidence, winner: decision)
        var notes = notes + spoken.unreadable.map { "\($0) cannot be read; try chmod 644." }
        let inText = HardwareDatabaseText.merged(spoken.records).mapValues { BoundedText.escape($0) }
        if inText != own {
            notes.append(
                "The files say something else than the database in force: see the warnings, or no file compiles.")
        }
        if decision.answer.category == .unknown, let key { notes.append(Self.help(key, evidence)) }
        let isTheirs = { (name: String) in name.hasPrefix("ID_") || name == "libsane_matched" }
        return Explanation(
            subject: subject, key: key, system: system.filter { isTheirs($0.key) }, rules: rules,
            category: decision.answer.category, confidence: decision.answer.confidence, rule: decision.answer.rule,
            vendor: decision.answer.vendor, product: decision.answer.product,
            reason: decision.reason.description, notes: notes)
    }

    private static func help(_ key: String, _ evidence: Evidence) -> String {
        let ids = HardwareKey.usb(vendorID: evidence.vendorID ?? 0, productID: evidence.productID ?? 0)
        let pattern = evidence.bus == .usb ? "\(ids.split(separator: ":").prefix(3).joined(separator: ":")):*" : key
        return "To teach it, put a record for \(pattern) into a file such as /etc/parta/hwdb.d/90-school.hwdb "
            + "(form: any file of Parta's hwdb.d); plugged in, interfaces, names and child nodes may tell as well."
    }

    private func records(_ records: [HardwareRecord], winner: Decision) -> [Explanation.Rule] {
        let isOwn = [.own, .ownGeneral].contains(winner.reason)
        // The last record with a category is the one the compiled database answers with.
        let last = isOwn ? records.lastIndex { $0.properties["PARTA_CATEGORY"] != nil } : nil
        return records.indices.map { index in
            let record = records[index]
            return Explanation.Rule(
                source: .hwdb, rule: record.properties["PARTA_RULE"], category: record.properties["PARTA_CATEGORY"],
                confidence: record.properties["PARTA_CONFIDENCE"], file: record.file, line: record.line,
                pattern: record.pattern, properties: record.properties, won: index == last)
        }
    }

    private func systemRules(
        _ evidence: Evidence, _ system: [String: String], winner: Decision
    ) -> [Explanation.Rule] {
        let isSystem = [.system, .systemOverGeneral].contains(winner.reason)
        return Classifier.systemRules(evidence, system).enumerated().map { index, spoken in
            rule(
                .system, spoken.answer, pattern: spoken.property,
                properties: [spoken.property: system[spoken.property] ?? ""], won: isSystem && index == 0)
        }
    }

    private func builtInRules(_ evidence: Evidence, winner: Decision) -> [Explanation.Rule] {
        var isOpen = [.builtIn, .childOverGeneral, .nameOverGeneral].contains(winner.reason)
        var rules = BuiltInRule.all.filter { $0.holds(evidence) }.map { holding in
            let won = isOpen && holding.answer.isSameRule(as: winner.answer)
            if won { isOpen = false }
            return rule(.builtIn, holding.answer, won: won)
        }
        if winner.reason == .builtIntoComputer { rules.append(rule(.builtIn, winner.answer, won: true)) }
        return rules
    }

    private func rule(
        _ source: Explanation.Rule.Source, _ answer: Classification, pattern: String? = nil,
        properties: [String: String] = [:], won: Bool
    ) -> Explanation.Rule {
        Explanation.Rule(
            source: source, rule: answer.rule, category: answer.category.rawValue,
            confidence: answer.confidence.rawValue, pattern: pattern, properties: properties, won: won)
    }
}

extension Classification {
    fileprivate func isSameRule(as other: Classification) -> Bool {
        rule == other.rule && category == other.category && confidence == other.confidence
    }
}
