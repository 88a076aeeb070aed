import Foundation
import Testing

@Suite("Fiber plans of odd places", .timeLimit(.minutes(2)))
struct PlanExtremesTests {
    private func plan(_ sites: String, _ arguments: [String]) async throws -> Program.Result {
        let region = try Region()
        try Data(sites.utf8).write(to: URL(filePath: region.path("sites.csv")))
        return try await Program.parta.run(
            ["plan", "fiber", "--sites", region.path("sites.csv"), "--format", "json"] + arguments)
    }

    private func object(_ result: Program.Result) throws -> [String: Any] {
        try #require(
            try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any], "\(result.errors)")
    }

    @Test(
        "Places at one point, across the antimeridian and at the poles are as far apart as they are",
        arguments: [
            ("one point", "S,50,70,yes\nA,50,70,no\nB,50,70,no\n", 2, 0.0),
            // 0.1 degrees of a great circle are 11.1195 km.
            ("antimeridian", "S,0,179.95,yes\nA,0,-179.95,no\n", 1, 11.1195),
            ("180 twice", "S,10,180,yes\nA,10,-180,no\n", 1, 0),
            ("over the pole", "S,89.95,0,yes\nA,89.95,180,no\n", 1, 11.1195),
            ("at the pole", "S,90,0,yes\nA,90,120,no\n", 1, 0),
            ("the other pole", "S,-90,0,yes\nA,-89.9,77,no\n", 1, 11.1195),
        ] as [(String, String, Int, Double)])
    func places(_ name: String, _ rows: String, connected: Int, km: Double) async throws {
        let plan = try object(
            try await plan(
                "site_id,lat,lon,is_source\n" + rows,
                ["--budget", "1000000", "--cost-per-km", "1000", "--route-factor", "1"]))
        #expect(plan["sites_connected"] as? Int == connected)
        #expect(abs((plan["km"] as? Double ?? -1) - km) < 0.001, "\(name): \(plan)")
        #expect(abs((plan["spent"] as? Double ?? -1) - km * 1_000) < 1)
    }

    @Test("With no money what costs nothing is connected, and nothing else")
    func noMoney() async throws {
        let plan = try object(
            try await plan(
                "site_id,lat,lon,is_source\nS,50,70,yes\nA,50,70,no\nB,50.1,70,no\n",
                ["--budget", "0", "--cost-per-km", "1000"]))
        #expect(plan["sites_connected"] as? Int == 1 && plan["spent"] as? Double == 0)
        let reasons = try #require(plan["sites"] as? [[String: Any]]).map { $0["reason"] as? String }
        #expect(reasons == ["already_connected", "planned", "beyond_budget"])
    }

    @Test("An island of links is left out with its reason, and the rest is planned")
    func unconnected() async throws {
        let region = try Region()
        try Data("site_id,is_source\nS,yes\nA,no\nB,no\nC,no\n".utf8).write(
            to: URL(filePath: region.path("sites.csv")))
        try Data("from,to,cost\nS,A,1\nB,C,1\n".utf8).write(to: URL(filePath: region.path("links.csv")))
        let plan = try object(
            try await Program.parta.run([
                "plan", "fiber", "--sites", region.path("sites.csv"), "--links", region.path("links.csv"), "--budget",
                "9", "--format", "json",
            ]))
        let reasons = try #require(plan["sites"] as? [[String: Any]]).map { $0["reason"] as? String }
        #expect(reasons == ["already_connected", "planned", "no_candidate_link", "no_candidate_link"])
        #expect(plan["upper_bound"] as? Double == 1 && plan["gap"] as? Double == 0)
    }
}
