extension RegionSettings {
    /// These settings as far as `narrower` says nothing else.
    ///
    /// A value replaces the wider one whole; of thresholds, serials and hardware knowledge, entry by entry.
    public func overlaid(by narrower: RegionSettings) -> RegionSettings {
        var merged = self
        merged.timeZone = narrower.timeZone ?? timeZone
        merged.shifts = narrower.shifts ?? shifts
        merged.schoolDays = narrower.schoolDays ?? schoolDays
        merged.terms = narrower.terms ?? terms
        merged.holidays = narrower.holidays ?? holidays
        merged.testsPerDay = narrower.testsPerDay ?? testsPerDay
        merged.monthlyMB = narrower.monthlyMB ?? monthlyMB
        merged.fullEvery = narrower.fullEvery ?? fullEvery
        merged.metered = narrower.metered ?? metered
        merged.outsideHours = narrower.outsideHours ?? outsideHours
        merged.ownTrafficKbps = narrower.ownTrafficKbps ?? ownTrafficKbps
        merged.mlabConsent = narrower.mlabConsent ?? mlabConsent
        merged.lanTests = narrower.lanTests ?? lanTests
        merged.portalCheck = narrower.portalCheck ?? portalCheck
        merged.platforms = narrower.platforms ?? platforms
        merged.norm = narrower.norm ?? norm
        merged.forward = narrower.forward ?? forward
        merged.presenceDays = narrower.presenceDays ?? presenceDays
        merged.thresholds = Self.merged(thresholds, narrower.thresholds)
        merged.serials = Self.merged(serials, narrower.serials)
        merged.hardwareDatabase = Self.merged(hardwareDatabase, narrower.hardwareDatabase)
        return merged
    }

    /// - Parameter layers: from the widest to the narrowest.
    public static func merging(_ layers: [RegionSettings]) -> RegionSettings {
        layers.reduce(RegionSettings()) { $0.overlaid(by: $1) }
    }

    private static func merged<Value>(_ wide: [String: Value]?, _ narrow: [String: Value]?) -> [String: Value]? {
        guard let wide, let narrow else { return narrow ?? wide }
        return wide.merging(narrow) { $1 }
    }

    /// A file replaces the one of its name.
    private static func merged(_ wide: [KnowledgeFile]?, _ narrow: [KnowledgeFile]?) -> [KnowledgeFile]? {
        guard let wide, let narrow else { return narrow ?? wide }
        let names = Set(narrow.map(\.name))
        return (wide.filter { !names.contains($0.name) } + narrow).sorted { $0.name < $1.name }
    }
}
