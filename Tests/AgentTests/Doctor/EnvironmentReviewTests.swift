import Foundation
import ServiceManager
import Testing

@testable import Agent

@Suite("Nonsense in agent.env")
struct EnvironmentReviewTests {
    private static let shipped = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../packaging/agent.env")

    /// As systemd would start the agent with this file: complaints of all who read settings, placed.
    private func complaints(_ text: String) throws -> [String] {
        let directory = try TemporaryDirectory()
        let path = directory.file("agent.env")
        try Data(text.utf8).write(to: URL(filePath: path))
        let file = EnvironmentFile(path: path)
        let review = EnvironmentReview(environment: file.values, file: file)
        var found: [String] = []
        _ = LineTestOptions(environment: file.values) { found.append($0) }
        found += [PedagogicalSetting(environment: file.values).complaint].compactMap(\.self)
        // What this computer lacks is no fault of the file.
        found.removeAll { $0.contains("localtime") }
        return (found.map(review.placed) + review.complaints).map { $0.replacing(path, with: "agent.env") }
    }

    @Test(
        "each setting with a wrong value is named with its line, the value and what it may be",
        arguments: [
            ("PARTA_LOG_LEVEL=loud", "loud", "trace"), ("PARTA_EXECUTOR=fast", "fast", "quiet or dispatch"),
            ("PARTA_HWDB=/nowhere", "/nowhere", "directory"), ("PARTA_PEDAGOGICAL=perhaps", "perhaps", "yes"),
            ("PARTA_TIME_ZONE=Mars/Base", "Mars/Base", "Asia/Almaty"), ("PARTA_SHIFTS=8-13", "8-13", "08:00-13:00"),
            ("PARTA_SCHOOL_DAYS=never", "never", "mon"), ("PARTA_TERMS=autumn", "autumn", "09-01"),
            ("PARTA_HOLIDAYS=12-99", "12-99", "none"), ("PARTA_OUTSIDE_HOURS=all", "all", "07:00-21:00"),
            ("PARTA_TESTS_PER_DAY=99", "99", "12"), ("PARTA_MONTHLY_MB=much", "much", "number"),
            ("PARTA_METERED=so", "so", "auto"), ("PARTA_FULL_EVERY=0", "0", "1000"),
            ("PARTA_OWN_TRAFFIC_KBPS=-1", "-1", "number"), ("PARTA_MLAB_CONSENT=si", "si", "no"),
            ("PARTA_LAN_TESTS=1", "1", "no"), ("PARTA_PORTAL_CHECK=https://x", "https://x", "204"),
            ("PARTA_PLATFORMS=/nowhere/p", "/nowhere/p", "no platform"),
        ] as [(String, String, String)])
    func each(_ line: String, _ value: String, _ allowed: String) throws {
        let found = try complaints("# A comment\n\n\(line)\n")
        let name = line.prefix { $0 != "=" }
        let sentence = try #require(found.count == 1 ? found.first : nil, "\(found)")
        #expect(sentence.contains(value) && sentence.contains(allowed), "\(sentence)")
        #expect(sentence.contains(name) && sentence.hasSuffix("(agent.env, line 3)"), "\(sentence)")
    }

    @Test("a proxy's password is never told")
    func password() throws {
        let found = try complaints("PARTA_PROXY=ftp://me:secret@host\n")
        #expect(found.count == 1 && found[0].contains("PARTA_PROXY") && found[0].contains("agent.env, line 1"))
        #expect(!found[0].contains("secret"))
    }

    @Test(
        "a name that is no setting is told with the nearest one",
        arguments: [
            ("PARTA_SHIFT=08:00-13:00", "did you mean PARTA_SHIFTS?"),
            ("PARTA_MONTHLYMB=1", "did you mean PARTA_MONTHLY_MB?"),
            ("PARTA_COLOUR_OF_THE_WALL=blue", "is no setting and is passed over (agent.env"),
        ])
    func unknown(_ line: String, _ words: String) throws {
        let found = try complaints(line)
        #expect(found.count == 1 && found[0].contains(words), "\(found)")
    }

    @Test("a value is cut, and keeps nothing that a terminal would act on")
    func hostile() throws {
        let found = try complaints("PARTA_LOG_LEVEL=\u{1B}[31m" + String(repeating: "x", count: 5_000))
        #expect(found.count == 1 && found[0].utf8.count < 400 && !found[0].contains("\u{1B}"))
    }

    @Test("agent.env lists every setting once, and as it is shipped it sets none")
    func shippedFile() throws {
        let text = try String(contentsOf: Self.shipped, encoding: .utf8)
        #expect(EnvironmentText(text).entries.isEmpty)
        let lines = text.split(separator: "\n").map { $0.hasPrefix("#PARTA_") ? $0.dropFirst() : $0 }
        let names = EnvironmentText(lines.joined(separator: "\n")).entries.map(\.name)
        #expect(names.sorted() == AgentSetting.allCases.map(\.rawValue).sorted())
    }
}
