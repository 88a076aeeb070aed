internal import FoundationEssentials

extension RegionSettings {
    /// How many shifts, terms or holidays a school has at most.
    static let listLimit = 64
    /// What an area's or a school's settings may come to as JSON, in bytes: four of them and a signature travel together.
    static let limitBytes = 160_000

    /// What is wrong with each value, a sentence each; empty where all may be stored and signed.
    public var problems: [String] {
        var problems = formProblems + countProblems
        problems += platformProblems + thresholdProblems + serialProblems + knowledgeProblems
        if let bytes = try? ReportCoder.encode(self).count, bytes > Self.limitBytes {
            problems.append("the settings come to \(bytes) bytes and may have \(Self.limitBytes)")
        }
        return problems
    }

    private var formProblems: [String] {
        var problems: [String] = []
        func check(_ key: CodingKeys, _ value: String?, _ wants: String, _ isGood: (String) -> Bool) {
            guard let value, value.utf8.count > Self.textLimit || !isGood(value) else { return }
            problems.append("\(key.rawValue) is \(Self.shown(value)) and wants \(wants)")
        }
        check(.timeZone, timeZone, SettingText.Wants.timeZone) {
            SettingText.zoneOffset($0) != nil || SettingText.isZoneName($0)
        }
        check(.shifts, text(shifts), SettingText.Wants.shifts) { SettingText.spans($0) != nil }
        check(.schoolDays, schoolDays, SettingText.Wants.schoolDays) { SettingText.weekdays($0) != nil }
        check(.terms, text(terms), SettingText.Wants.terms) { SettingText.dates($0) != nil }
        check(.holidays, text(holidays), SettingText.Wants.holidays) { SettingText.holidays($0) != nil }
        check(.metered, metered, SettingText.Wants.metered) { SettingText.metered.contains($0) }
        check(.outsideHours, outsideHours, SettingText.Wants.outsideHours) { ClockSpan($0) != nil }
        check(.portalCheck, portalCheck, SettingText.Wants.portalCheck) { SettingText.plainPage($0) != nil }
        check(.norm, norm, "a norm such as 20+1/20: 20 Mbps, or 1 for every 20 pupils where that is more") {
            LineNorm(text: $0) != nil
        }
        check(.forward, forward, SettingText.Wants.forward) { SettingText.forward.contains($0) }
        return problems
    }

    private static let textLimit = 2_048

    /// As it stands in an agent's environment; an empty list, which no comma can write, is no good value.
    private func text(_ list: [String]?) -> String? { list.map { $0.joined(separator: ",") } }

    private var countProblems: [String] {
        var problems: [String] = []
        func check(_ key: CodingKeys, _ value: Int?, _ range: ClosedRange<Int>) {
            guard let value, !range.contains(value) else { return }
            problems.append("\(key.rawValue) is \(value) and wants \(SettingText.Wants.number(range))")
        }
        check(.testsPerDay, testsPerDay, SettingText.testsPerDay)
        check(.monthlyMB, monthlyMB, SettingText.monthlyMB)
        check(.fullEvery, fullEvery, SettingText.fullEvery)
        check(.ownTrafficKbps, ownTrafficKbps, SettingText.ownTrafficKbps)
        check(.presenceDays, presenceDays, SettingText.presenceDays)
        let lists: [(CodingKeys, [String]?)] = [(.shifts, shifts), (.terms, terms), (.holidays, holidays)]
        for (key, list) in lists {
            if let list, list.count > Self.listLimit {
                problems.append("\(key.rawValue) has \(list.count) entries and may have \(Self.listLimit)")
            }
            if let entry = list?.first(where: { $0.contains(",") }) {
                problems.append(
                    "\(key.rawValue) has the entry \(Self.shown(entry)) with a comma: write one entry for each")
            }
        }
        return problems
    }

    private var platformProblems: [String] {
        guard let platforms else { return [] }
        let list = PlatformList(parsing: PlatformList.text(of: platforms))
        var problems = list.problems.map { "platforms, \($0)" }
        let hasBreak = platforms.contains { "\($0.name)\($0.host)".contains { $0.isNewline || $0 == "#" } }
        if hasBreak || (problems.isEmpty && list.platforms.count != platforms.count) {
            problems.append("platforms wants a name and a host in each entry, without # and line breaks")
        }
        return problems
    }

    private var thresholdProblems: [String] {
        (thresholds ?? [:]).sorted { $0.key < $1.key }.compactMap { name, value in
            guard let known = LineThresholds.settable.first(where: { $0.name == name }) else {
                let names = LineThresholds.settable.map(\.name).joined(separator: ", ")
                return "thresholds has \(Self.shown(name)), which is none of \(names)"
            }
            guard !known.range.contains(value) else { return nil }
            return "thresholds.\(name) is \(value) and wants a number from \(known.range.lowerBound) to "
                + "\(known.range.upperBound)"
        }
    }

    private var serialProblems: [String] {
        (serials ?? [:]).sorted { $0.key < $1.key }.compactMap { name, policy in
            guard let category = Category(rawValue: name) else {
                return "serials has \(Self.shown(name)), which is no category of devices"
            }
            guard policy.isLessCareful(than: .builtIn(for: category)) else { return nil }
            return "serials.\(name) is \(policy.rawValue), but a \(name) may be somebody's own: hashed or none"
        }
    }

    static func shown(_ text: String) -> String {
        let harmless = text.prefix(60).map { $0.isNewline || $0.unicodeScalars.contains { $0.value < 32 } ? "?" : $0 }
        return "\"\(String(harmless))\""
    }
}
