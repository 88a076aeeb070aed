import Foundation
import Testing

/// Counts of few children stay in the region, whichever command writes them.
@Suite("Small counts on the command line", .timeLimit(.minutes(2)))
struct SuppressionCommandTests {
    private struct Row: Decodable {
        var id: String
        var pupils: Int?
    }

    @Test("an answer that leaves the region hides them, the operator's own does not")
    func leaving() async throws {
        let region = try Region()
        try Data("id,name_en,country,pupils\nT-1,Small,Kazakhstan,4\nT-2,Large,Kazakhstan,5\n".utf8)
            .write(to: URL(filePath: region.path("schools.csv")))
        let imported = try await region.parta("import", "schools", region.path("schools.csv"))
        try #require(imported.exit == 0, "\(imported.errors)")
        let own: [Row] = try await region.parta("schools", "--format", "json").json()
        #expect(own.map(\.pupils) == [4, 5])
        let leaving: [Row] = try await region.parta("schools", "--leaving", "--format", "json").json()
        #expect(leaving.map(\.pupils) == [nil, 5])
    }
}
