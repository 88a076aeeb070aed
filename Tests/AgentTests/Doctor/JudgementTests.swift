import Foundation
import Presentation
import Testing

@testable import Agent

/// What the doctor makes of facts, and the page that explains it.
@Suite("The doctor's judgements")
struct JudgementTests {
    @Test(arguments: Judgement.all)
    func judgement(_ row: Judgement) {
        #expect(row.findings.compactMap(\.word) == row.words)
        #expect(row.findings.filter { $0.result == .skipped }.map(\.check) == row.skipped)
        for finding in row.findings {
            #expect((finding.word == nil) == (finding.advice == nil) && !finding.detail.isEmpty)
            #expect(finding.word == nil || finding.check == finding.word?.entry.check)
            // Beside the other three columns it has 70 of a hundred.
            #expect(finding.result != .ok || finding.detail.count <= 70, "\(finding.detail)")
        }
    }

    @Test func everyWordIsFoundBySomeRow() {
        #expect(Set(Judgement.all.flatMap(\.words)) == Set(FindingWord.allCases))
    }

    @Test(
        arguments: [
            ([], .ok), ([.udevDown, .diskLow], .ok), ([.serverRefuses], .unavailable),
            ([.serverRefuses, .diskFull], .cannotCreate), ([.diskFull, .keyDamaged], .badData),
            ([.keyDamaged, .stateNotPermitted, .serverSilent], .noPermission),
        ] as [([FindingWord], SystemExit)])
    func theWorstDecides(words: [FindingWord], exit: SystemExit) {
        let examination = Examination(words.map { .found($0, "so") })
        #expect(examination.exitStatus == exit)
        let checks = examination.findings.map(\.check)
        let order = checks.compactMap { check in Check.allCases.firstIndex(of: check) }
        #expect(order == order.sorted() && order.count == words.count)
    }

    /// One row a word, `| `word` | result | what it means | what to do |`, under its check's heading.
    @Test func thePageHasEveryWordAndNoOther() throws {
        let page = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../docs/troubleshooting.md")
        var heading = ""
        var told: [String] = []
        for line in try String(contentsOf: page, encoding: .utf8).split(separator: "\n") {
            if line.hasPrefix("## ") { heading = String(line.dropFirst(3)) }
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count == 4, cells[0].hasPrefix("`") else { continue }
            let name = String(cells[0].dropFirst().dropLast())
            told.append(name)
            let word = try #require(FindingWord(rawValue: name), "the page has \(name), the doctor does not")
            #expect(heading == word.entry.check.rawValue, "\(name)")
            #expect(cells[1] == (word.entry.exit.map { "failure, \($0.rawValue)" } ?? "warning"), "\(name)")
            #expect(cells[2].count > 20, "\(name) means nothing")
            #expect(cells[3].hasPrefix(word.entry.advice), "\(name): \(word.entry.advice)")
        }
        #expect(told == FindingWord.allCases.map(\.rawValue))
    }

    @Test(
        arguments: [
            ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777.0), ("Thu, 01 Jan 1970 00:00:60 GMT", 59),
            ("Sunday, 06-Nov-94 08:49:37 GMT", nil), ("Sun, 31 Feb 1994 08:49:37 GMT", nil), ("", nil),
            ("Sun, 06 Nov 1994 24:49:37 GMT", nil), ("Sun, 06 Nov 1994 08:49:37 ALMT", nil),
        ])
    func httpDate(text: String, seconds: Double?) {
        #expect(HTTPDate.read(text)?.timeIntervalSince1970 == seconds)
    }
}
