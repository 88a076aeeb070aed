import Foundation
import Testing

/// The real program under umockdev says of every recorded device what stands beside the recording.
///
/// Adding a case is adding two files: `NAME.umockdev` and `NAME.expected.json`.
@Suite("Golden fixtures", .timeLimit(.minutes(3)))
struct GoldenFixtureTests {
    /// What is compared of one device; everything else may change without making the answer wrong.
    struct Answer: Decodable, Hashable, CustomStringConvertible {
        var category: String
        var confidence: String
        var vendorID: String?
        var productID: String?
        var product: String?

        enum CodingKeys: String, CodingKey {
            case category, confidence, product
            case vendorID = "vendor_id"
            case productID = "product_id"
        }

        var description: String {
            "\(category) \(confidence) \(vendorID ?? "-"):\(productID ?? "-") \(product ?? "-")"
        }
    }

    private struct Scan: Decodable {
        struct Device: Decodable { var bus: String }
        var devices: [Device]
    }

    private struct Answers: Decodable { var devices: [Answer] }

    /// All scans, made once and a few at a time: whether the tests run side by side or one after another.
    private static let scans = Task { try await scanAll() }

    private static func scanAll() async throws -> [String: Program.Result] {
        let scan = RecordedScan(in: try Region())
        let names = try Fixtures.names()
        var results: [String: Program.Result] = [:]
        // The first compiles the hardware knowledge for all.
        guard let first = names.first else { return [:] }
        results[first] = try await scan.run(["scan", "--format", "json"], on: first)
        var waiting = names.dropFirst()[...]
        try await withThrowingTaskGroup(of: (String, Program.Result).self) { group in
            func startNext() {
                guard let name = waiting.popFirst() else { return }
                group.addTask { (name, try await scan.run(["scan", "--format", "json"], on: name)) }
            }
            for _ in 0..<min(4, ProcessInfo.processInfo.activeProcessorCount) { startNext() }
            while let (name, result) = try await group.next() {
                results[name] = result
                startNext()
            }
        }
        return results
    }

    @Test("answers are as written", arguments: try Fixtures.names())
    func answers(name: String) async throws {
        let result = try #require(try await Self.scans.value[name])
        try #require(result.exit == 0 && result.errors.isEmpty, "\(result.errors)")
        let expected = try JSONDecoder().decode(
            [Answer].self, from: Data(contentsOf: Fixtures.folder.appending(path: "\(name).expected.json")))
        let buses = try result.json(Scan.self).devices.map(\.bus)
        let told = zip(try result.json(Answers.self).devices, buses)
            .filter { ["usb", "display"].contains($0.1) }.map(\.0)
        let missing = Self.without(told, in: expected)
        let unexpected = Self.without(expected, in: told)
        #expect(missing.isEmpty && unexpected.isEmpty, "not told: \(missing); not expected: \(unexpected)")
    }

    /// What is in `all` more often than in `known`.
    private static func without(_ known: [Answer], in all: [Answer]) -> [Answer] {
        var left = known
        return all.filter { answer in
            guard let index = left.firstIndex(of: answer) else { return true }
            left.remove(at: index)
            return false
        }
    }
}
