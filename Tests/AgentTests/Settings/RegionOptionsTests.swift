import FoundationEssentials
import HardwareDatabase
import LineTesting
import Reports
import Synchronization
import Testing

@testable import Agent

/// Who wins: the computer's own file, or the region.
@Suite struct RegionOptionsTests {
    @Test func theRegionWinsOverTheFileAndLeavesTheRest() {
        var region = RegionSettings()
        region.timeZone = "+05:00"
        region.shifts = ["09:00-12:00"]
        region.schoolDays = "mon-wed"
        region.terms = ["01-01..12-31"]
        region.holidays = ["none"]
        region.testsPerDay = 2
        region.monthlyMB = 7
        region.outsideHours = "10:00-11:00"
        region.fullEvery = 9
        region.ownTrafficKbps = 77
        region.portalCheck = "http://parta.example:8080/page"
        region.platforms = [PlatformAddress(name: "Opiq", host: "opiq.kz:8443")]
        region.thresholds = ["rise_ms": 140]
        let local = [
            "PARTA_TIME_ZONE": "+03:00", "PARTA_SHIFTS": "08:00-20:00", "PARTA_MONTHLY_MB": "1000",
            "PARTA_TESTS_PER_DAY": "4", "PARTA_METERED": "yes",
        ]
        var complaints: [String] = []
        let options = LineTestOptions(environment: local, region: region) { complaints.append($0) }
        #expect(complaints == [])
        let settings = options.settings
        #expect(settings.calendar.zone == .fixed(secondsEast: 18_000))
        #expect(settings.calendar.shifts.map(\.description) == ["09:00-12:00"])
        #expect(settings.calendar.weekdays == [1, 2, 3] && settings.calendar.holidays == [])
        #expect(settings.calendar.terms.map(\.description) == ["01-01..12-31"])
        #expect(settings.calendar.outsideHours.description == "10:00-11:00")
        #expect(settings.testsPerDay == 2 && settings.monthlyBytes == 7_000_000 && settings.metered == .yes)
        #expect(settings.fullEvery == 9 && settings.ownTrafficLimitKbps == 77)
        #expect(options.portalPage?.host == "parta.example" && options.portalPage?.port == 8_080)
        #expect(options.platforms == [.init(name: "Opiq", host: "opiq.kz", port: 8_443)])
        #expect(options.thresholds.riseMs == 140)
        let alone = LineTestOptions(environment: local, region: nil) { _ in }
        #expect(alone.settings.testsPerDay == 4 && alone.thresholds == .standard)
    }

    @Test(
        "of bytes, consent and listeners the more careful word holds",
        arguments: [
            ("auto", "yes", "yes"), ("auto", "no", "auto"), ("auto", nil, "auto"), ("no", "yes", "yes"),
            ("no", "auto", "auto"), ("no", nil, "no"), ("yes", "no", "yes"), ("yes", nil, "yes"), (nil, "no", "no"),
            ("yes", "YES", "yes"), ("no", "perhaps", "no"),
        ] as [(String?, String?, String)])
    func metered(region: String?, local: String?, holds: String) {
        var settings = RegionSettings()
        settings.metered = region
        let environment = settings.over(local.map { ["PARTA_METERED": $0] } ?? [:])
        #expect(environment["PARTA_METERED"] == holds)
    }

    @Test(arguments: [true, false, nil] as [Bool?], ["yes", "no", "", nil] as [String?])
    func consent(region: Bool?, local: String?) {
        var settings = RegionSettings()
        settings.mlabConsent = region
        settings.lanTests = region
        var environment: [String: String] = [:]
        environment["PARTA_MLAB_CONSENT"] = local
        environment["PARTA_LAN_TESTS"] = local
        let options = LineTestOptions(environment: environment, region: settings) { _ in }
        let isGiven = local == "no" || region == false ? false : local == "yes" || region == true
        #expect(options.consentsToMLab == isGiven)
        #expect(options.mayListen == isGiven)
    }

    @Test func aMistakeIsToldOnceAndTheDefaultHolds() {
        var region = RegionSettings()
        region.testsPerDay = 99
        let told = Mutex<[String]>([])
        let cache = LineTestOptionsCache(environment: [:]) { sentence in told.withLock { $0.append(sentence) } }
        for _ in 0..<3 { #expect(cache.options(under: region).settings.testsPerDay == 4) }
        let sentences = told.withLock { $0 }
        #expect(sentences.count == 1 && sentences[0].contains("with the region's settings, PARTA_TESTS_PER_DAY"))
        region.testsPerDay = 1
        #expect(cache.options(under: region).settings.testsPerDay == 1)
    }

    @Test("the region's knowledge counts between ours and the technician's")
    func knowledge() throws {
        let directory = try TemporaryDirectory()
        for folder in ["ours", "theirs", "state"] {
            try FileManager.default.createDirectory(
                atPath: directory.file(folder), withIntermediateDirectories: true)
        }
        func text(_ id: String, _ category: String) -> String { "parta:usb:v\(id)*\n PARTA_CATEGORY=\(category)\n" }
        try Data((text("0001", "tablet") + "\n" + text("0002", "tablet") + "\n" + text("0003", "tablet")).utf8)
            .write(to: URL(filePath: directory.file("ours/70-a.hwdb")))
        try Data(text("0003", "printer").utf8).write(to: URL(filePath: directory.file("theirs/10-c.hwdb")))
        let folder = directory.file("state")
        func open(_ files: [KnowledgeFile]?) throws -> (String) -> String? {
            let region = RegionKnowledge(files: files, directory: "\(folder)/hwdb.d")
            let opened = ScanSource.open(
                given: directory.file("ours"), database: folder, region: region,
                environment: [KnowledgeDirectories.overridesVariable: directory.file("theirs")])
            #expect(opened.complaints == [])
            let name = try #require(
                try FileManager.default.contentsOfDirectory(atPath: folder).first { $0.hasSuffix(".bin") })
            let database = try HardwareDatabase(path: "\(folder)/\(name)")
            return { database.properties(for: "parta:usb:v\($0)p0000:")["PARTA_CATEGORY"] }
        }
        let region = [
            KnowledgeFile(name: "20-b.hwdb", text: text("0002", "camera") + "\n" + text("0003", "camera")),
            KnowledgeFile(name: "../outside.hwdb", text: text("0001", "camera")),
        ]
        let set = try open(region)
        #expect(["0001", "0002", "0003"].map(set) == ["tablet", "camera", "printer"])
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(folder)/hwdb.d") == ["20-b.hwdb"])
        let unset = try open(nil)
        #expect(["0001", "0002", "0003"].map(unset) == ["tablet", "tablet", "printer"])
    }
}
