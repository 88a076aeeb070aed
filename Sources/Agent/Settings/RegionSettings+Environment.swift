internal import Reports

extension RegionSettings {
    /// An agent's environment with what the region says in the place of what the computer's own file says.
    ///
    /// Where bytes may cost money, something may become public, or a listener may be opened, the more careful of the two
    /// holds: neither undoes the other's caution.
    func over(_ local: [String: String]) -> [String: String] {
        var environment = local
        func set(_ name: String, _ value: String?) {
            if let value { environment[name] = value }
        }
        set("PARTA_TIME_ZONE", timeZone)
        set("PARTA_SHIFTS", shifts?.joined(separator: ","))
        set("PARTA_SCHOOL_DAYS", schoolDays)
        set("PARTA_TERMS", terms?.joined(separator: ","))
        set("PARTA_HOLIDAYS", holidays?.joined(separator: ","))
        set("PARTA_TESTS_PER_DAY", testsPerDay.map { "\($0)" })
        set("PARTA_MONTHLY_MB", monthlyMB.map { "\($0)" })
        set("PARTA_FULL_EVERY", fullEvery.map { "\($0)" })
        set("PARTA_OUTSIDE_HOURS", outsideHours)
        set("PARTA_OWN_TRAFFIC_KBPS", ownTrafficKbps.map { "\($0)" })
        set("PARTA_PORTAL_CHECK", portalCheck)
        func guarded(_ name: String, _ value: String?, from bold: [String]) {
            guard let value, let rank = bold.firstIndex(of: value) else { return }
            let own = local[name].map { $0.lowercased() } ?? ""
            // What cannot be read is told of and judged as if it were not there.
            guard let ownRank = bold.firstIndex(of: own), ownRank > rank else { return set(name, value) }
        }
        guarded("PARTA_METERED", metered, from: ["no", "auto", "yes"])
        guarded("PARTA_MLAB_CONSENT", mlabConsent.map { $0 ? "yes" : "no" }, from: ["yes", "no"])
        guarded("PARTA_LAN_TESTS", lanTests.map { $0 ? "yes" : "no" }, from: ["yes", "no"])
        return environment
    }
}

extension LineTestOptions {
    /// What this computer's line tests may do, by its own environment and the region's settings over it.
    init(environment: [String: String], region: RegionSettings?, complain: (String) -> Void) {
        guard let region else {
            self.init(environment: environment, complain: complain)
            return
        }
        self.init(environment: region.over(environment)) { complain("with the region's settings, \($0)") }
        thresholds = LineThresholds(settings: region.thresholds)
        guard let named = region.platforms else { return }
        let list = PlatformList(parsing: PlatformList.text(of: named))
        for problem in list.problems { complain("the region's platforms, \(problem)") }
        platforms = list.platforms
    }
}
