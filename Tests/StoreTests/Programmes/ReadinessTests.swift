import Reports
import Testing

@testable import Store

@Suite("Readiness")
struct ReadinessTests {
    private static let good = OnlineLessonEnd.Line(downloadMbps: 10, uploadMbps: 5, latencyMs: 40)

    private func school(supportedBy: String? = "B") -> SchoolPlace {
        SchoolPlace(id: "A", name: "A", area: AreaPath(country: "K"), type: .small, supportedBy: supportedBy)
    }

    private func end(
        heard: Bool = true, _ categories: Set<Category> = [.camera, .display],
        lines: [OnlineLessonEnd.Line] = [ReadinessTests.good]
    ) -> OnlineLessonEnd {
        OnlineLessonEnd(isHeard: heard, categories: categories, lines: lines)
    }

    @Test("both ends complete are ready, and nothing is missing")
    func ready() {
        let row = Readiness.online(school(), own: end(), support: end([.documentCamera, .headset, .projector]))
        #expect(row.ready == true && row.missing.isEmpty && row.sentence == "nothing is missing")
    }

    @Test("what is missing at either end is named, in words and as codes")
    func missing() {
        let slow = OnlineLessonEnd.Line(downloadMbps: 2.4, uploadMbps: 2.9, latencyMs: 101)
        let row = Readiness.online(
            school(), own: end([.headset, .speaker]), support: end([.camera, .interactivePanel], lines: [slow]))
        #expect(row.ready == false)
        #expect(
            row.missing == [
                "school.camera", "school.display", "support.line_download", "support.line_upload",
                "support.line_latency",
            ])
        #expect(
            row.sentence == "missing here: a camera, a display; at B: download, upload, a shorter latency")
    }

    @Test("what is not known is neither ready nor missing")
    func unknown() {
        let silent = Readiness.online(school(), own: end(heard: false, []), support: end())
        #expect(silent.ready == nil && silent.missing == ["school.computer_silent"])
        let untested = Readiness.online(school(), own: end(lines: []), support: end())
        #expect(untested.ready == nil && untested.missing == ["school.line_unknown"])
        let partly = OnlineLessonEnd.Line(downloadMbps: 10, uploadMbps: nil, latencyMs: 40)
        #expect(
            Readiness.online(school(), own: end(lines: [partly]), support: end()).missing == ["school.line_unknown"])
        #expect(Readiness.online(school(), own: end(), support: nil).ready == nil)
        let alone = Readiness.online(school(supportedBy: nil), own: end(), support: nil)
        #expect(alone.ready == false && alone.missing == ["support.school"])
    }

    @Test("one good line of several is enough, and thresholds are the region's")
    func lines() {
        let slow = OnlineLessonEnd.Line(downloadMbps: 1, uploadMbps: 1, latencyMs: 10)
        #expect(end(lines: [slow, Self.good]).missing == [])
        #expect(end(lines: [slow, .init()]).missing == [.line])
        var strict = end()
        strict.thresholds = LineThresholds(settings: ["online_download_mbps": 11])
        #expect(strict.missing == [.download])
    }

    @Test("weak and old computers are counted, and those that do not say are not called fit for it")
    func textbook() {
        func computer(_ memory: Int?, _ date: String?) -> ComputerStrength {
            ComputerStrength(school: "A", memoryMiB: memory, firmwareDate: date)
        }
        let computers = [
            computer(8_192, "05/20/2022"), computer(2_048, "2012-01-01"), computer(4_096, "01/01/2015"),
            computer(nil, nil),
        ]
        let row = Readiness.textbook(school(), computers: computers, memoryMiB: 4_096, yearAtLeast: 2016)
        #expect(row.ready == false && row.computers == 4 && row.computersFit == 2)
        #expect(row.missing == ["computers.memory", "computers.age", "computers.unknown"])
        let fit = Readiness.textbook(school(), computers: [computers[0]], memoryMiB: 4_096, yearAtLeast: nil)
        #expect(fit.ready == true && fit.sentence == "nothing is missing")
        // What the books say of its age outweighs its firmware, which may have been renewed.
        let bought = [
            ComputerStrength(
                school: "A", memoryMiB: 8_192, firmwareDate: "05/20/2022", purchasedOn: "2014-09-01")
        ]
        #expect(
            Readiness.textbook(school(), computers: bought, memoryMiB: 4_096, yearAtLeast: 2016).missing == [
                "computers.age"
            ])
        let none = Readiness.textbook(school(), computers: [], memoryMiB: 4_096, yearAtLeast: nil)
        #expect(none.ready == nil && none.missing == ["computers.none"])
    }
}
