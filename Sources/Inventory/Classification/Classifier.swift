internal import Reports

/// Decides what a device is: a pure function of what it shows and of what the databases say.
///
/// Parta's own hwdb answers first, then what the system's database or its udev rules say, then the built-in rules; when
/// nobody knows, the answer is `unknown` with rule `none`. An own record that goes by class or by a word in the name
/// only (rank 50) is the least of all knowledge, so it yields as `Decision.Reason` says.
public enum Classifier {
    /// - Parameters:
    ///   - own: properties Parta's hwdb gives to `HardwareKey.key(for:)`.
    ///   - system: properties systemd's hwdb gives to `HardwareKey.system(for:)`, and udev's own where it runs.
    public static func classify(
        _ evidence: Evidence, own: [String: String], system: [String: String]
    ) -> Classification {
        decide(evidence, own: own, system: system).answer
    }

    /// The answer, and why it was this one.
    public static func decide(_ evidence: Evidence, own: [String: String], system: [String: String]) -> Decision {
        var decision = choose(
            own: fromOwn(own), system: systemRules(evidence, system).first?.answer, evidence: evidence)
        if evidence.external == false, decision.answer.category == .drawingTablet {
            // What can be drawn on and cannot be unplugged is the computer's own screen.
            decision = Decision(
                answer: Classification(category: .touch, confidence: .likely, rule: "fixed:pen"),
                reason: .builtIntoComputer
            )
        }
        decision.answer.vendor =
            named(own["PARTA_VENDOR"]) ?? maker(evidence) ?? nonEmpty(system["ID_VENDOR_FROM_DATABASE"])
        decision.answer.product =
            named(own["PARTA_MODEL"]) ?? model(evidence) ?? nonEmpty(system["ID_MODEL_FROM_DATABASE"])
        return decision
    }

    private static func choose(
        own: Classification?, system: Classification?, evidence: Evidence
    ) -> Decision {
        guard let own else {
            if let system { return Decision(answer: system, reason: .system) }
            guard let rule = BuiltInRule.all.first(where: { $0.holds(evidence) }) else {
                return Decision(
                    answer: Classification(category: .unknown, confidence: .possible, rule: "none"), reason: .nobody)
            }
            return Decision(answer: rule.answer, reason: .builtIn)
        }
        guard isGeneral(own.rule) else { return Decision(answer: own, reason: .own) }
        if let system { return Decision(answer: system, reason: .systemOverGeneral) }
        if BuiltInRule.mediaTransfer.holds(evidence), own.confidence < .certain {
            return Decision(answer: BuiltInRule.mediaTransfer.answer, reason: .nameOverGeneral)
        }
        // A word in the name says more than a class, so that a child has to be surer than it.
        let isWord = !own.rule.hasPrefix("class:")
        if let child = BuiltInRule.children.first(where: { $0.holds(evidence) }),
            isWord ? child.confidence > own.confidence : child.confidence >= own.confidence,
            child.category != own.category
        {
            return Decision(answer: child.answer, reason: .childOverGeneral)
        }
        return Decision(answer: own, reason: .ownGeneral)
    }

    /// Whether an own rule knows no maker and no id: `class:video`, `cameras:word-webcam`, `projectors:word`.
    static func isGeneral(_ rule: String) -> Bool {
        let parts = rule.split(separator: ":", maxSplits: 1)
        guard parts.count == 2 else { return false }
        return parts[0] == "class" || parts[1] == "word" || parts[1].hasPrefix("word-")
    }

    /// What the system's properties say, in order, the first of which counts.
    static func systemRules(
        _ evidence: Evidence, _ system: [String: String]
    ) -> [(property: String, answer: Classification)] {
        SystemRule.all.filter { $0.holds(for: system[$0.property], evidence) }.map { rule in
            (rule.property, Classification(category: rule.category, confidence: rule.confidence, rule: rule.name))
        }
    }

    /// A category this version does not know is no answer; a confidence it does not know is the least one.
    static func fromOwn(_ own: [String: String]) -> Classification? {
        guard let category = own["PARTA_CATEGORY"].flatMap({ Category(rawValue: $0) }) else { return nil }
        return Classification(
            category: category,
            confidence: own["PARTA_CONFIDENCE"].flatMap { Confidence(rawValue: $0) } ?? .possible,
            rule: nonEmpty(own["PARTA_RULE"]) ?? "hwdb"
        )
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

extension BuiltInRule {
    var answer: Classification { Classification(category: category, confidence: confidence, rule: name) }
}
