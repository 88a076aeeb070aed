import Foundation
import Testing

@testable import Reports

/// docs/privacy.md lists every field that leaves a PC, and none that does not.
@Suite("The page on privacy")
struct PrivacyPageTests {
    static let messages = [
        ("Report", "report-full"), ("Enrolment", "enrollment-proven"), ("Lease", "lease-full"),
        ("Settings request", "settings-request-full"), ("Bundle", "bundle-manifest-full"),
    ]

    /// The first column of a section's table.
    static func listed(_ section: String) throws -> [String] {
        let page = CorpusTests.root.deletingLastPathComponent().appending(path: "docs/privacy.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        let parts = text.components(separatedBy: "\n## ")
        let part = try #require(parts.first { $0.hasPrefix(section + "\n") }, "no section on \(section)")
        return part.split(separator: "\n").compactMap { line in
            guard line.hasPrefix("| `"), let end = line.dropFirst(3).firstIndex(of: "`") else { return nil }
            return String(line.dropFirst(3)[..<end])
        }
    }

    @Test("lists exactly the fields of each message", arguments: messages)
    func listsAll(_ section: String, _ entry: String) throws {
        let entry = try #require(CorpusEntry.all.first { $0.name == entry })
        let sent = Set(try JSONPaths.kinds(of: entry.json(), free: CorpusTests.free).keys)
        let listed = try Self.listed(section)
        #expect(sent.subtracting(listed).sorted() == [], "sent and not listed")
        #expect(Set(listed).subtracting(sent).sorted() == [], "listed and not sent")
        #expect(listed.count == Set(listed).count, "listed twice")
    }

    @Test("says of every field why it is needed", arguments: messages)
    func saysWhy(_ section: String, _ entry: String) throws {
        let page = CorpusTests.root.deletingLastPathComponent().appending(path: "docs/privacy.md")
        for line in try String(contentsOf: page, encoding: .utf8).split(separator: "\n") where line.hasPrefix("| `") {
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            #expect(cells.count == 4 && cells.allSatisfy { !$0.isEmpty }, "\(line)")
        }
    }

    @Test("every kind of envelope that an agent signs has a section, and what the region signs needs none")
    func kinds() {
        let signedByAgents = CorpusEntry.all.filter { $0.signer.publicKey == CorpusSamples.agent.publicKey }
        #expect(
            Set(signedByAgents.compactMap(\.kind)) == [.report, .enrollment, .lease, .settingsRequest])
    }
}
