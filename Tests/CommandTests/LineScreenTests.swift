import Foundation
import Reports
import Testing

@testable import parta_agent

/// The screen of `measure` for a line test in a file, as it stands in the text beside it.
///
/// Adding a case is adding `NAME.json` and running once with PARTA_WRITE_GOLDEN=1, which writes `NAME.txt`: read it.
@Suite("The screen of one line test")
struct LineScreenTests {
    private struct Case: Decodable {
        var pupils: Int?
        var norm: String?
        var test: LineTest
    }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../Fixtures/line-tests").standardized

    static let names =
        (try? FileManager.default.contentsOfDirectory(atPath: folder.path()))?
        .filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }.sorted() ?? []

    private static func screen(_ name: String) throws -> String {
        let data = try Data(contentsOf: folder.appending(path: "\(name).json"))
        let item = try ReportCoder.decode(Case.self, from: data)
        let norm = try item.norm.map { try #require(LineNorm(text: $0)) } ?? .kazakhstan
        return LineScreen(test: item.test, norm: norm, pupils: item.pupils).text
    }

    @Test("it says what is written", arguments: names)
    func golden(_ name: String) throws {
        let file = Self.folder.appending(path: "\(name).txt")
        let screen = try Self.screen(name)
        if ProcessInfo.processInfo.environment["PARTA_WRITE_GOLDEN"] != nil {
            try Data(screen.utf8).write(to: file)
        }
        #expect(try screen == String(contentsOf: file, encoding: .utf8))
    }

    @Test("it fits a screen of 24 lines and 120 columns and holds no control character", arguments: names)
    func fits(_ name: String) throws {
        let lines = try Self.screen(name).split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        #expect(lines.count <= 23)
        #expect(lines.allSatisfy { $0.count <= 120 }, "\(lines.map(\.count))")
        #expect(lines.allSatisfy { $0.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control } })
    }

    @Test("there are cases")
    func cases() {
        #expect(Self.names.count >= 12)
    }

    @Test(
        "without a router on the way it says so",
        arguments: [
            (false, "no router stands between"), (true, "the router answers no probe"), (nil, "too little was seen"),
        ]
            as [(Bool?, String)])
    func noRouter(hasRouter: Bool?, words: String) {
        let test = LineTest(
            id: "t", startedAt: ObservedTime(bootID: "b", monotonic: 0, wallClock: Date(timeIntervalSince1970: 0)),
            downloadMbps: 20, uploadMbps: 5, server: "ws://192.0.2.1:1")
        #expect(LineScreen(test: test, hasRouter: hasRouter).text.contains(words))
    }
}
