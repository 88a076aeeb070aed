import Foundation
import Testing

@Suite("Saved plans by command", .timeLimit(.minutes(2)))
struct PlansCommandTests {
    /// Schools of the registry on a line from a node, 11 km apart.
    private func region() async throws -> Region {
        let region = try Region()
        try write(
            """
            id,name_en,country,region,district,latitude,longitude,pupils
            T-1,One,Kazakhstan,Aktobe,Alga,50.1,57,100
            T-2,Two,Kazakhstan,Aktobe,Alga,50.2,57,50
            T-3,Three,Kazakhstan,Aktobe,Alga,50.3,57,80

            """, region)
        try #require(try await region.parta("import", "schools", region.path("file")).exit == 0)
        try write(
            """
            ict_id,lat,lon,transmission_medium,country_code,dataset_id
            N-1,50,57,fiber,KAZ,x
            N-2,50.31,57,microwave,KAZ,x

            """, region)
        let nodes = try await region.parta("import", "nodes", region.path("file"))
        try #require(nodes.exit == 0 && nodes.errors.contains("2 added"), "\(nodes.errors)")
        return region
    }

    private func write(_ text: String, _ region: Region) throws {
        try Data(text.utf8).write(to: URL(filePath: region.path("file")))
    }

    private func plan(_ region: Region, budget: String, _ arguments: String...) async throws -> [String: Any] {
        let result = try await Program.parta.run(
            [
                "plan", "fiber", "--need", "fiber", "--cost-per-km", "1000", "--route-factor", "1", "--budget", budget,
                "--format", "json",
            ] + arguments, environment: region.environment)
        return try #require(
            try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any], "\(result.errors)")
    }

    private func rows(_ result: Program.Result) throws -> [[String: Any]] {
        try #require(
            try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [[String: Any]], "\(result.errors)")
    }

    @Test("Schools and nodes of the database make a plan, which is kept, approved and followed")
    func life() async throws {
        let region = try await region()
        // 11.12 km a stretch: two of them.
        let made = try await plan(region, budget: "23000", "--save", "spring", "--lot-km", "12")
        #expect(made["weight_connected"] as? Double == 150 && made["sites_connected"] as? Int == 2)
        let plans = try rows(try await region.parta("plans", "--format", "json"))
        #expect(plans.map { $0["name"] as? String } == ["spring"])
        #expect(plans[0]["approved_at"] is NSNull || plans[0]["approved_at"] == nil)
        let early = try await region.parta("plans", "progress", "1", "--stage", "tendered")
        #expect(early.exit == 65 && early.errors.contains("is a draft"), "\(early.errors)")
        #expect(try await region.parta("plans", "approve", "1").exit == 0)
        #expect(try await region.parta("plans", "approve", "1").exit == 65)
        let contracted = try await region.parta(
            "plans", "progress", "1", "--stage", "contracted", "--lot", "1", "--document", "No. 5", "--format", "json")
        #expect(contracted.errors.contains("2 parts are contracted now"), "\(contracted.errors)")
        #expect(try rows(contracted).map { $0["sites"] as? Int } == [1, 0, 1, 0, 0])
        // Nobody has measured anything.
        #expect(try await region.parta("plans", "progress", "1", "--stage", "built").exit == 0)
        let accepted = try await region.parta("plans", "progress", "1", "--stage", "accepted", "--site", "T-1")
        #expect(accepted.exit == 65 && accepted.errors.contains("nothing was accepted: T-1 "), "\(accepted.errors)")
        let shown = try await region.parta("plans", "show", "1")
        #expect(shown.output.contains("approved") && shown.output.contains("built"), "\(shown.output)")
        let audit = try await region.parta("audit")
        for word in ["nodes_imported", "plan_saved", "plan_approved", "plan_advanced"] {
            #expect(audit.output.contains(word), "\(audit.output)")
        }
    }

    @Test("A plan made anew keeps what is contracted, and two plans are compared")
    func replan() async throws {
        let region = try await region()
        _ = try await plan(region, budget: "23000", "--save", "spring", "--lot-sites", "1")
        _ = try await region.parta("plans", "approve", "1")
        _ = try await region.parta("plans", "progress", "1", "--stage", "contracted", "--lot", "1")
        _ = try await region.parta("plans", "progress", "1", "--stage", "built", "--site", "T-1")
        // T-1 is built: what is left reaches two schools more.
        let anew = try await plan(region, budget: "23000", "--save", "autumn", "--replan", "1")
        #expect(anew["sites_connected"] as? Int == 3, "\(anew)")
        let spent = anew["spent"] as? Double ?? 0
        #expect(abs(spent - 2 * 11_119.5) < 5)
        let compared = try await region.parta("plans", "compare", "1", "2", "--format", "csv")
        #expect(compared.output.contains("T-3,Three,,,fiber,1"), "\(compared.output)")
        let same = try await plan(region, budget: "23000", "--save", "again")
        #expect(same["sites_connected"] as? Int == 2)
        let plans = try rows(try await region.parta("plans", "--format", "json"))
        let hashes = plans.map { $0["input_hash"] as? String }
        #expect(hashes[0] == hashes[2] && hashes[1] != hashes[2])
        let missing = try await Program.parta.run(
            ["plan", "fiber", "--need", "fiber", "--cost-per-km", "1", "--budget", "1", "--replan", "9"],
            environment: region.environment)
        #expect(missing.exit == 65 && missing.errors.contains("there is no plan 9"), "\(missing.errors)")
    }

    @Test("A contracted way stays where another would be better now, and its cost is charged")
    func contracted() async throws {
        let region = try await region()
        // Enough for one school: T-1, the nearest.
        _ = try await plan(region, budget: "12000", "--save", "spring")
        _ = try await region.parta("plans", "approve", "1")
        _ = try await region.parta("plans", "progress", "1", "--stage", "contracted")
        // From a node between them T-2 and T-3 cost together what T-1 costs, and weigh more.
        try write("ict_id,lat,lon,transmission_medium\nN-3,50.25,57,fiber\n", region)
        try #require(try await region.parta("import", "nodes", region.path("file")).exit == 0)
        let anew = try await plan(region, budget: "11200", "--replan", "1", "--save", "autumn")
        let sites = try #require(anew["sites"] as? [[String: Any]])
        #expect(sites.filter { $0["connected"] as? Bool == true }.map { $0["site_id"] as? String } == ["T-1"])
        let segments = try #require(anew["segments"] as? [[String: Any]])
        #expect(segments.map { $0["contracted"] as? Bool } == [true])
        #expect(anew["spent"] as? Double ?? 0 > 11_000)
        // Without the plan, the money goes where it does more; and less than what is contracted is no budget.
        let free = try await plan(region, budget: "11200")
        #expect(free["weight_connected"] as? Double == 130, "\(free)")
        let poor = try await Program.parta.run(
            [
                "plan", "fiber", "--need", "fiber", "--cost-per-km", "1000", "--route-factor", "1", "--budget", "5000",
                "--replan", "1",
            ], environment: region.environment)
        #expect(poor.exit == 65 && poor.errors.contains("contracted"), "\(poor.errors)")
    }

    @Test("Other public places stand beside the schools with a weight of their own")
    func places() async throws {
        let region = try await region()
        try write("site_id,lat,lon,weight\nclinic,50.01,57,40\nlibrary,50.02,57,30\n", region)
        let plan = try await plan(region, budget: "3000", "--also", region.path("file"))
        let sites = try #require(plan["sites"] as? [[String: Any]])
        let connected = sites.filter { $0["connected"] as? Bool == true }
        #expect(connected.map { $0["site_id"] as? String } == ["clinic", "library"])
        #expect(plan["weight_connected"] as? Double == 70 && sites.count == 5)
        try write("site_id,lat,lon,weight\nT-1,50.01,57,40\n", region)
        let doubled = try await Program.parta.run(
            [
                "plan", "fiber", "--need", "fiber", "--cost-per-km", "1", "--budget", "1", "--also",
                region.path("file"),
            ], environment: region.environment)
        #expect(doubled.exit == 65 && doubled.errors.contains("\"T-1\""), "\(doubled.errors)")
    }

    @Test("The curve tells for each site the least of its budgets that connects it")
    func curve() async throws {
        let region = try await region()
        let plan = try await plan(region, budget: "23000", "--curve", "2")
        let points = try #require(plan["curve"] as? [[String: Any]])
        #expect(points.map { $0["budget"] as? Double } == [11_500, 23_000, 34_500, 46_000])
        #expect(points.map { $0["sites_connected"] as? Int } == [1, 2, 3, 3])
        let sites = try #require(plan["sites"] as? [[String: Any]])
        #expect(sites.map { $0["curve_budget"] as? Double } == [11_500, 23_000, 34_500])
    }

    @Test("Schools on fiber are sources, and without a test nothing is built for speed")
    func need() async throws {
        let region = try await region()
        try write("school_id,line,medium\nT-3,1,fiber\n", region)
        try #require(try await region.parta("import", "lines", region.path("file")).exit == 0)
        let plan = try await plan(region, budget: "12000")
        let sites = try #require(plan["sites"] as? [[String: Any]])
        #expect(sites.map { $0["reason"] as? String }.last == "already_connected")
        #expect(plan["weight_connected"] as? Double == 100)
        let speed = try await Program.parta.run(
            ["plan", "fiber", "--cost-per-km", "1000", "--budget", "1e9", "--format", "csv"],
            environment: region.environment)
        #expect(speed.output.contains("measure_more"), "\(speed.output) \(speed.errors)")
    }
}
