import Foundation
import Testing

/// What programs read: one set of keys per question, the same in JSON and CSV.
@Suite("Output for programs", .timeLimit(.minutes(2)))
struct OutputFormatTests {
    @Test("every row has every key, and every CSV heading is one of them")
    func keys() async throws {
        let region = try Region()
        try await region.start()
        try await region.enroll("one")
        let once = try await region.agent("once", "one", "--duration", "1")
        try #require(once.exit == 0, "\(once.errors)")
        // A school of which nothing is known but what an import demands.
        try Data("id,name_ru,country\nT-2,Вторая школа,Kazakhstan\n".utf8)
            .write(to: region.folder.appending(path: "more.csv"))
        try await region.parta("import", "schools", region.path("more.csv"))
        // This machine's test asked for no learning platform.
        try await region.sql(
            "INSERT INTO platform_reach SELECT agent_id, id, 'Kundelik', 'kundelik.example', school_id, started_at, 9, 22, 31, "
                + "84, NULL FROM line_test", on: "parta.sqlite")
        for question in ["schools", "computers", "devices", "lines", "platforms", "agents", "enrollment"] {
            let listing = question == "enrollment" ? ["enrollment", "list"] : [question]
            let json = try await Program.parta.run(listing + ["--format", "json"], environment: region.environment)
            let rows = try #require(
                try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]], "\(question)")
            let keys = Set(try #require(rows.first, "\(question) lists nothing").keys)
            #expect(rows.allSatisfy { Set($0.keys) == keys }, "\(question)")
            let csv = try await Program.parta.run(listing + ["--format", "csv"], environment: region.environment)
            let heading = try #require(csv.output.split(separator: "\r\n").first)
            let named = Set(heading.split(separator: ",").map { String($0) })
            #expect(named.isSubset(of: keys), "\(question)")
        }
        let russian = try await region.parta("schools", "--school", "T-2", "--format", "json", "--lang", "kk")
        let school = try #require(
            try JSONSerialization.jsonObject(with: Data(russian.output.utf8)) as? [[String: Any]]
        ).first
        #expect(school?["name"] as? String == "Вторая школа")
        #expect(school?["name_ru"] as? String == "Вторая школа")
        #expect(school?["name_kk"] is NSNull)
    }
}
