import FoundationEssentials
import Reports
import Testing

@testable import Aggregator

@Suite("A page of rows")
struct ReadingPageTests {
    private struct Line: Encodable, Sendable {
        var number: Int
        var name: String?
        var at: Date
    }

    @Test(
        "is written by halves in the same bytes as at once",
        arguments: [0, 1, 2, 63, 64, 65, 128, 1_001])
    func halves(_ count: Int) async throws {
        let ask = try ReadingAsk(
            .schools, query: "name=%22rows%22:[]&limit=1000", accept: nil, suppression: nil, now: Date())
        let lines = (0..<count).map { number in
            Line(
                number: number, name: number % 3 == 0 ? nil : "\"rows\":[] Қ\u{2028}\\ \(number)",
                at: Date(timeIntervalSince1970: Double(number)))
        }
        let page = ReadingPage(of: lines, ask)
        #expect(try await page.json() == ReportCoder.encode(page))
    }
}
