internal import Reports

/// Decides what a device is: a pure function of what it shows and of what the databases say.
///
/// Asked in this order, the first answer counts: Parta's own hwdb; what the system's database or its udev rules say;
/// the built-in rules. When nobody knows, the answer is `unknown` with rule `none`.
public enum Classifier {
    /// - Parameters:
    ///   - own: properties Parta's hwdb gives to `HardwareKey.key(for:)`.
    ///   - system: properties systemd's hwdb gives to `HardwareKey.system(for:)`, and udev's own where it runs.
    public static func classify(
        _ evidence: Evidence, own: [String: String], system: [String: String]
    ) -> Classification {
        var answer =
            fromOwn(own) ?? fromSystem(system) ?? fromRules(evidence)
            ?? Classification(category: .unknown, confidence: .possible, rule: "none")
        answer.vendor =
            named(own["PARTA_VENDOR"]) ?? maker(evidence) ?? nonEmpty(system["ID_VENDOR_FROM_DATABASE"])
        answer.product = named(own["PARTA_MODEL"]) ?? model(evidence) ?? nonEmpty(system["ID_MODEL_FROM_DATABASE"])
        return answer
    }

    /// A category this version does not know is no answer; a confidence it does not know is the least one.
    private static func fromOwn(_ own: [String: String]) -> Classification? {
        guard let category = own["PARTA_CATEGORY"].flatMap({ Category(rawValue: $0) }) else { return nil }
        return Classification(
            category: category,
            confidence: own["PARTA_CONFIDENCE"].flatMap { Confidence(rawValue: $0) } ?? .possible,
            rule: nonEmpty(own["PARTA_RULE"]) ?? "hwdb"
        )
    }

    private static func fromSystem(_ system: [String: String]) -> Classification? {
        for rule in SystemRule.all where rule.holds(for: system[rule.property]) {
            return Classification(category: rule.category, confidence: rule.confidence, rule: rule.name)
        }
        return nil
    }

    private static func fromRules(_ evidence: Evidence) -> Classification? {
        guard let rule = BuiltInRule.all.first(where: { $0.holds(evidence) }) else { return nil }
        return Classification(category: rule.category, confidence: rule.confidence, rule: rule.name)
    }

    /// The device's own word for its maker, unless it is only the id again (`1a86`).
    private static func maker(_ evidence: Evidence) -> String? {
        guard let name = nonEmpty(evidence.manufacturer), name.contains(where: \.isLetter) else { return nil }
        return name.lowercased() == evidence.vendorHex ? nil : name
    }

    private static func model(_ evidence: Evidence) -> String? {
        guard let name = nonEmpty(evidence.product), name.lowercased() != evidence.productHex else { return nil }
        return name
    }

    private static func nonEmpty(_ text: String?) -> String? {
        text.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// What an hwdb record names; `-` there means: as the device says itself.
    private static func named(_ text: String?) -> String? {
        nonEmpty(text).flatMap { $0 == "-" ? nil : $0 }
    }
}
