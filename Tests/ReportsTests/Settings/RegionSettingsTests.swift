import FoundationEssentials
import Reports
import Testing

@Suite struct RegionSettingsTests {
    /// Every key, as docs/settings.md has them.
    static func everything() -> RegionSettings {
        var settings = RegionSettings()
        settings.timeZone = "Asia/Almaty"
        settings.shifts = ["08:00-13:00", "14:00-19:00"]
        settings.schoolDays = "mon-sat"
        settings.terms = ["2026-09-01..2026-12-30", "01-11..05-25"]
        settings.holidays = ["12-16"]
        settings.testsPerDay = 4
        settings.monthlyMB = 900
        settings.fullEvery = 20
        settings.metered = "auto"
        settings.outsideHours = "07:00-21:00"
        settings.ownTrafficKbps = 300
        settings.mlabConsent = false
        settings.lanTests = true
        settings.portalCheck = "http://parta.example/generate_204"
        settings.presenceDays = 10
        settings.platforms = [PlatformAddress(name: "Opiq", host: "opiq.kz:443")]
        settings.norm = "50+1/10"
        settings.forward = "envelopes"
        settings.thresholds = ["rise_ms": 120, "class_tests": 20, "skipped_share": 0.1]
        settings.serials = ["tablet": .none, "printer": .hashed]
        settings.hardwareDatabase = [
            KnowledgeFile(name: "90-aktobe.hwdb", text: "# ours\nparta:usb:v1A86p7523*\n PARTA_CATEGORY=robotics_kit\n")
        ]
        return settings
    }

    /// Settings of which one value is wrong.
    struct Spoiled: Sendable {
        var key: String
        var spoil: @Sendable (inout RegionSettings) -> Void

        init(_ key: String, _ spoil: @escaping @Sendable (inout RegionSettings) -> Void) {
            self.key = key
            self.spoil = spoil
        }
    }

    @Test func goodSettingsHaveNoProblemAndSurviveTheWire() throws {
        let settings = Self.everything()
        #expect(settings.problems == [])
        #expect(try ReportCoder.decode(RegionSettings.self, from: ReportCoder.encode(settings)) == settings)
        #expect(RegionSettings().problems == [])
    }

    @Test(
        "each wrong value is told in a sentence that names its key",
        arguments: [
            Spoiled("time_zone", { $0.timeZone = "../etc/passwd" }), Spoiled("time_zone", { $0.timeZone = "+25:00" }),
            Spoiled("shifts", { $0.shifts = ["14:00-19:00", "08:00-13:00"] }), Spoiled("shifts", { $0.shifts = [] }),
            Spoiled("shifts", { $0.shifts = ["08:00-13:00,14:00-19:00"] }),
            Spoiled("school_days", { $0.schoolDays = "mon-fry" }),
            Spoiled("terms", { $0.terms = ["2026-13-01"] }),
            Spoiled("holidays", { $0.holidays = ["2026-11-01..2026-10-01"] }),
            Spoiled("holidays", { $0.holidays = Array(repeating: "12-16", count: 65) }),
            Spoiled("tests_per_day", { $0.testsPerDay = 13 }), Spoiled("monthly_mb", { $0.monthlyMB = 0 }),
            Spoiled("full_every", { $0.fullEvery = 1_001 }), Spoiled("metered", { $0.metered = "maybe" }),
            Spoiled("outside_hours", { $0.outsideHours = "21:00-07:00" }),
            Spoiled("own_traffic_kbps", { $0.ownTrafficKbps = -1 }),
            Spoiled("presence_days", { $0.presenceDays = 0 }), Spoiled("presence_days", { $0.presenceDays = 61 }),
            Spoiled("portal_check", { $0.portalCheck = "https://parta.example/" }),
            Spoiled("platforms", { $0.platforms = [PlatformAddress(name: "Opiq", host: "https://opiq.kz")] }),
            Spoiled(
                "platforms", { $0.platforms = [PlatformAddress(name: "Opiq\nEvil evil.example", host: "opiq.kz")] }),
            Spoiled("platforms", { $0.platforms = [PlatformAddress(name: "# Opiq", host: "opiq.kz")] }),
            Spoiled(
                "platforms", { $0.platforms = Array(repeating: PlatformAddress(name: "a", host: "a.kz"), count: 33) }),
            Spoiled("norm", { $0.norm = "fast" }), Spoiled("norm", { $0.norm = "20+1/0" }),
            Spoiled("forward", { $0.forward = "everything" }),
            Spoiled("thresholds.class_tests", { $0.thresholds = ["class_tests": 2] }),
            Spoiled("thresholds.skipped_share", { $0.thresholds = ["skipped_share": 1.1] }),
            Spoiled("thresholds.rise_ms", { $0.thresholds = ["rise_ms": 5_000] }),
            Spoiled("thresholds", { $0.thresholds = ["held_back": 0.3] }),
            Spoiled("thresholds.rise_ms", { $0.thresholds = ["rise_ms": .nan] }),
            Spoiled("serials.tablet", { $0.serials = ["tablet": .plain] }),
            Spoiled("serials", { $0.serials = ["toaster": .none] }),
            Spoiled("hwdb", { $0.hardwareDatabase = [KnowledgeFile(name: "../../etc/x.hwdb", text: "")] }),
            Spoiled(
                "hwdb", { $0.hardwareDatabase = [KnowledgeFile(name: "90-a.hwdb", text: "usb:v0694*\n PARTA_X=1\n")] }),
            Spoiled("hwdb", { $0.hardwareDatabase = [KnowledgeFile(name: "90-a.hwdb", text: " PARTA_X=1\n")] }),
            Spoiled(
                "hwdb", { $0.hardwareDatabase = [KnowledgeFile(name: "90-a.hwdb", text: "parta:usb:*\n ID_MODEL=x\n")] }
            ),
            Spoiled(
                "hwdb",
                {
                    $0.hardwareDatabase = [
                        KnowledgeFile(name: "90-a.hwdb", text: "#" + String(repeating: "x", count: 65_536))
                    ]
                }
            ),
            Spoiled(
                "hwdb",
                {
                    $0.hardwareDatabase = [
                        KnowledgeFile(name: "90-a.hwdb", text: ""), KnowledgeFile(name: "90-a.hwdb", text: ""),
                    ]
                }
            ),
        ])
    func problems(_ spoiled: Spoiled) {
        var settings = Self.everything()
        spoiled.spoil(&settings)
        #expect(!settings.problems.isEmpty)
        #expect(settings.problems.allSatisfy { $0.hasPrefix(spoiled.key) }, "\(settings.problems)")
        #expect(settings.problems.allSatisfy { !$0.contains("\n") })
    }

    @Test func settingsAreBoundedAsAWhole() {
        var settings = RegionSettings()
        settings.hardwareDatabase = (10..<14).map {
            KnowledgeFile(name: "\($0)-a.hwdb", text: "#" + String(repeating: "x", count: 60_000))
        }
        #expect(settings.problems.count == 1 && settings.problems[0].contains("160000"))
    }

    @Test func whatIsNotSetFallsThroughAndEntriesAreMergedOneByOne() {
        let wide = Self.everything()
        #expect(wide.overlaid(by: RegionSettings()) == wide)
        #expect(RegionSettings().overlaid(by: wide) == wide)
        var narrow = RegionSettings()
        narrow.monthlyMB = 100
        narrow.platforms = []
        narrow.thresholds = ["lan_ratio": 4]
        narrow.serials = ["tablet": .hashed]
        narrow.hardwareDatabase = [
            KnowledgeFile(name: "80-school.hwdb", text: "#"), KnowledgeFile(name: "90-aktobe.hwdb", text: "#"),
        ]
        let merged = RegionSettings.merging([wide, narrow])
        #expect(merged.monthlyMB == 100 && merged.platforms == [] && merged.testsPerDay == 4)
        #expect(merged.thresholds == ["rise_ms": 120, "class_tests": 20, "skipped_share": 0.1, "lan_ratio": 4])
        #expect(merged.norm == "50+1/10")
        #expect(merged.serials == ["tablet": .hashed, "printer": .hashed])
        #expect(merged.hardwareDatabase == narrow.hardwareDatabase)
    }

    @Test func serialsOfPeoplesThingsAreNeverLessCarefulThanBuiltIn() {
        var settings = RegionSettings()
        for category in Reports.Category.allCases {
            let builtIn: SerialPolicy = category.isPersonal ? .hashed : .plain
            settings.serials = nil
            #expect(settings.serialPolicy(for: category) == builtIn)
            for policy in SerialPolicy.allCases {
                settings.serials = [category.rawValue: policy]
                let expected = category.isPersonal && policy == .plain ? .hashed : policy
                #expect(settings.serialPolicy(for: category) == expected, "\(category) \(policy)")
            }
        }
    }

    @Test("every settable threshold moves the judgement, and nothing else does")
    func thresholds() {
        #expect(LineThresholds(settings: nil) == .standard)
        #expect(LineThresholds(settings: ["rise_ms": 5, "held_back": 0.5, "lan_ratio": .infinity]) == .standard)
        for threshold in LineThresholds.settable {
            #expect(threshold.range.contains(LineThresholds.standard[keyPath: threshold.path]), "\(threshold.name)")
            let moved = LineThresholds(settings: [threshold.name: threshold.range.upperBound])
            #expect(moved[keyPath: threshold.path] == threshold.range.upperBound, "\(threshold.name)")
            #expect(moved != .standard)
        }
        let gateway = GatewayLatency(answered: true, idleMs: 50, loadedMs: 50, loss: 0)
        let findings = LineFindings(server: .reached, gateway: gateway, serverIdleMs: 60, serverLoadedMs: 70)
        #expect(findings.verdict == .lan)
        var calm = findings
        calm.thresholds = LineThresholds(settings: ["gateway_idle_ms": 80])
        #expect(calm.verdict != .lan)
        var queue = LineFindings(
            server: .reached, gateway: GatewayLatency(answered: true, idleMs: 1, loadedMs: 2, loss: 0),
            serverIdleMs: 20, serverLoadedMs: 90)
        #expect(queue.verdict != .ispQueue)
        queue.thresholds = LineThresholds(settings: ["rise_ms": 50])
        #expect(queue.verdict == .ispQueue)
    }
}
