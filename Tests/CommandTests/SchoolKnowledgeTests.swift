import Foundation
import Testing

/// What a technician says about a school's own devices, through the real program and a recorded device.
@Suite("A school's own knowledge", .timeLimit(.minutes(1)))
struct SchoolKnowledgeTests {
    struct Answer: Decodable {
        struct Computer: Decodable { var pedagogical: Bool }
        struct Device: Decodable, Equatable {
            var category: String
            var confidence: String
            var vendor: String?
            var product: String?
            var rule: String
            var vendorId: String?
            var pedagogical: Bool
        }
        var computer: Computer
        var devices: [Device]
    }

    private static let checkout = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")

    private func scan(_ region: Region, _ environment: [String: String]) async throws -> (Answer, Program.Result) {
        let fixture = Self.checkout.appending(path: "Tests/Fixtures/umockdev/serial-ch340.umockdev").path
        let own = [
            "XDG_CACHE_HOME": region.path("cache"), "PARTA_HWDB_OVERRIDES": region.path("overrides"),
        ]
        let result = try await Program.agent.run(
            ["scan", "--format", "json", "--hwdb", Region.hwdb], environment: environment.merging(own) { $1 },
            through: ["umockdev-run", "--device", fixture, "--"])
        try #require(result.exit == 0, "\(result.errors)")
        return (try result.json(keys: .convertFromSnakeCase), result)
    }

    /// The drop-in that docs/devices.md shows, word for word.
    private static func documented() throws -> String {
        let page = try String(contentsOf: checkout.appending(path: "docs/devices.md"), encoding: .utf8)
        let parts = page.components(separatedBy: "```hwdb\n")
        return try #require(parts.dropFirst().first?.components(separatedBy: "```").first)
    }

    @Test("CH340 on this school is an mBot: the documented drop-in wins, and without it the answer is possible")
    func dropIn() async throws {
        let region = try Region()
        let before = try await scan(region, [:]).0.devices.filter { $0.vendorId == "1a86" }
        #expect(before.map(\.category) == ["serial_adapter"] && before.map(\.confidence) == ["possible"])

        let folder = region.path("overrides")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data(Self.documented().utf8).write(to: URL(filePath: "\(folder)/90-school.hwdb"))
        let (answer, result) = try await scan(region, [:])
        #expect(result.errors.isEmpty)
        let expected = Answer.Device(
            category: "robotics_kit", confidence: "likely", vendor: "Makeblock", product: "mBot", rule: "school:mbot",
            vendorId: "1a86", pedagogical: true)
        #expect(answer.devices.filter { $0.vendorId == "1a86" } == [expected])
    }

    @Test(
        "a PC serves lessons unless its settings say no; nonsense is told",
        arguments: [(nil, true, 0), ("yes", true, 0), ("NO", false, 0), ("maybe\u{7}", true, 1)])
    func pedagogical(setting: String?, expected: Bool, complaints: Int) async throws {
        let region = try Region()
        let (answer, result) = try await scan(region, setting.map { ["PARTA_PEDAGOGICAL": $0] } ?? [:])
        #expect(answer.computer.pedagogical == expected)
        #expect(!answer.devices.isEmpty && answer.devices.allSatisfy { $0.pedagogical == expected })
        #expect(result.complaints.count == complaints, "\(result.errors)")
        #expect(result.complaints.allSatisfy { $0.contains("PARTA_PEDAGOGICAL") && !$0.contains("\u{7}") })
    }

    @Test("enroll --administrative is kept in the file")
    func administrative() async throws {
        let region = try Region()
        let code = try await region.codeWithoutServer()
        for (flags, line) in [([], false), (["--administrative"], true)] {
            let result = try await Program.agent.run(
                ["enroll", "http://127.0.0.1:1", code, "--enrollment-file", region.path("file")] + flags)
            try #require(result.exit == 0, "\(result.errors)")
            let text = try String(contentsOfFile: region.path("file"), encoding: .utf8)
            #expect(text.contains("PARTA_PEDAGOGICAL=no") == line)
        }
    }
}
