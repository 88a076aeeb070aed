import Foundation
import Testing

@Suite("Fiber plans by command", .timeLimit(.minutes(2)))
struct PlanFiberCommandTests {
    /// Small enough to be checked by hand: S-A 4, A-B 3, S-C 2, S-D 9 and B-D 5.
    static let sites = """
        site_id,lat,lon,weight,is_source
        S,50.0,70.0,0,yes
        A,50.1,70.0,10,no
        B,50.2,70.0,8,no
        C,50.0,70.1,5,no
        D,50.2,70.2,20,no

        """
    static let links = """
        from,to,cost,length_km
        S,A,4,40
        A,B,3,30
        C,S,2,20
        S,D,9,90
        D,B,5,50

        """

    private func files(_ sites: String = sites, _ links: String = links) throws -> Region {
        let region = try Region()
        try Data(sites.utf8).write(to: URL(filePath: region.path("sites.csv")))
        try Data(links.utf8).write(to: URL(filePath: region.path("links.csv")))
        return region
    }

    private func plan(_ region: Region, _ arguments: String...) async throws -> Program.Result {
        try await Program.parta.run(
            ["plan", "fiber", "--sites", region.path("sites.csv"), "--links", region.path("links.csv")] + arguments,
            environment: region.environment)
    }

    private func object(_ result: Program.Result) throws -> [String: Any] {
        try #require(
            try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any], "\(result.errors)")
    }

    @Test("With money for everything a plan costs the least, and says so")
    func leastCost() async throws {
        let region = try files()
        let json = try object(await plan(region, "--budget", "1000", "--format", "json"))
        #expect(json["spent"] as? Double == 14 && json["least_cost"] as? Double == 14)
        let text = try await plan(region, "--budget", "1000").output
        #expect(text.contains("Nothing connects the same for less"), "\(text)")
        let limited = try object(await plan(region, "--budget", "1000", "--max-hops", "2", "--format", "json"))
        #expect(limited["least_cost"] == nil)
    }

    @Test(
        "Plans that can be checked by hand are found and proven",
        arguments: [
            // S-A, A-B, S-C: 10 + 8 + 5 for 9; the other choice is D alone, 20.
            (["--budget", "9"], 23.0, 9.0, 90.0),
            // S-A, A-B, B-D: 38 for 12.
            (["--budget", "12"], 38, 12, 120), (["--budget", "13.9"], 38, 12, 120), (["--budget", "14"], 43, 14, 140),
            // Straight from the source: D and C.
            (["--budget", "11", "--max-hops", "1"], 25, 11, 110), (["--budget", "0"], 0, 0, 0),
            (["--budget", "1.99"], 0, 0, 0),
            // What each site costs to serve leaves A and B.
            (["--budget", "9", "--served-cost", "1"], 18, 9, 70),
            // With tax, everything is twice as dear.
            (["--budget", "24", "--vat", "100"], 38, 24, 120),
        ] as [([String], Double, Double, Double)])
    func byHand(_ arguments: [String], weight: Double, spent: Double, km: Double) async throws {
        let region = try files()
        let result = try await Program.parta.run(
            [
                "plan", "fiber", "--sites", region.path("sites.csv"), "--links", region.path("links.csv"), "--format",
                "json",
            ]
                + arguments)
        #expect(result.exit == 0, "\(result.errors)")
        let plan = try object(result)
        #expect(plan["weight_connected"] as? Double == weight)
        #expect(plan["spent"] as? Double == spent)
        #expect(plan["km"] as? Double == km)
        #expect(plan["upper_bound"] as? Double == weight && plan["gap"] as? Double == 0)
    }

    @Test("JSON has its keys, each site its reason, and each phase holds the one before")
    func json() async throws {
        let region = try files()
        let result = try await plan(region, "--phases", "9,5", "--lot-sites", "2", "--curve", "2", "--format", "json")
        let plan = try object(result)
        #expect(
            plan.keys.sorted() == [
                "budget", "curve", "gap", "km", "lots", "phases", "reasons", "segments", "sites", "sites_connected",
                "spent", "upper_bound", "weight_connected",
            ])
        #expect(plan["budget"] as? Double == 14 && plan["sites_connected"] as? Int == 4)
        let phases = try #require(plan["phases"] as? [[String: Any]])
        #expect(phases.map { $0["weight_connected"] as? Double } == [23, 43])
        let sites = try #require(plan["sites"] as? [[String: Any]])
        #expect(sites.map { $0["site_id"] as? String } == ["S", "A", "B", "C", "D"])
        #expect(
            sites.map { $0["reason"] as? String } == ["already_connected"] + Array(repeating: "planned", count: 4))
        #expect(sites.map { $0["phase"] as? Int } == [nil, 1, 1, 1, 2])
        #expect(sites[4]["parent"] as? String == "B" && sites[4]["hops"] as? Int == 3)
        let segments = try #require(plan["segments"] as? [[String: Any]])
        #expect(segments.map { $0["order"] as? Int } == [1, 2, 3, 4])
        let lots = try #require(plan["lots"] as? [[String: Any]])
        #expect(lots.allSatisfy { ($0["sites"] as? [String])?.count ?? 9 <= 2 })
        #expect(lots.reduce(0) { $0 + ($1["cost"] as? Double ?? 0) } == 14)
        let curve = try #require(plan["curve"] as? [[String: Any]])
        #expect(curve.map { $0["budget"] as? Double } == [7, 14, 21, 28])
        #expect(curve.map { $0["weight_connected"] as? Double } == [18, 43, 43, 43])
        // The same seed and steps are the same plan, to the letter.
        let again = try await self.plan(
            region, "--phases", "9,5", "--lot-sites", "2", "--curve", "2", "--format", "json")
        #expect(again.output == result.output)
    }

    @Test("A table says what is spent, how far the bound is, and why the others are left out")
    func table() async throws {
        let region = try files()
        let result = try await plan(region, "--budget", "9", "--currency", "KZT", "--price-year", "2026")
        #expect(result.exit == 0)
        #expect(
            result.output.contains("Spent 9 of 9 KZT, prices of 2026: 3 sites, weight 23, 90 km"), "\(result.output)")
        #expect(result.output.contains("proven best"))
        #expect(result.output.contains("budget: 1"))
    }

    @Test(
        "Maps and spreadsheets open in programs that share no code with ours",
        arguments: ["geojson", "gpkg", "kml", "xlsx"])
    func maps(_ format: String) async throws {
        let region = try files()
        let file = region.path("plan.\(format)")
        let result = try await plan(region, "--budget", "9", "--lot-km", "60", "--out", file)
        try #require(result.exit == 0, "\(result.errors)")
        let reader = Foundation.Process()
        reader.executableURL = URL(filePath: "/usr/bin/ogrinfo")
        reader.arguments = ["-al", "-ro", file]
        let output = Pipe()
        reader.standardOutput = output
        try reader.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        reader.waitUntilExit()
        #expect(reader.terminationStatus == 0)
        if format == "geojson" {
            #expect(text.contains("Feature Count: 8"), "\(text)")
        } else {
            #expect(text.contains("Layer name: sites") && text.contains("Layer name: segments"), "\(text)")
            #expect(text.contains("Feature Count: 5") && text.contains("Feature Count: 3"))
        }
        if format == "xlsx" {
            #expect(text.contains("Layer name: lots"))
        } else {
            #expect(text.components(separatedBy: "LINESTRING (").count == 4, "\(text)")
            #expect(text.contains("POINT (70.0 50.1)"), "\(text)")
            #expect(text.contains("LINESTRING (70 50,70.0 50.1)"), "\(text)")
        }
        if format == "geojson" {
            // GDAL, which opened it here, has written it too: this reader knows the standard alone.
            let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../geojson.py").path()
            let read = Foundation.Process()
            read.executableURL = URL(filePath: "/usr/bin/python3")
            read.arguments = [script, file]
            let counts = Pipe()
            read.standardOutput = counts
            try read.run()
            let found = String(decoding: counts.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            read.waitUntilExit()
            #expect(read.terminationStatus == 0 && found == "LineString:3 Point:5\n", "\(found)")
        }
        // A file that is there is not taken.
        #expect(try await plan(region, "--budget", "9", "--out", file).exit == 73)
        #expect(try await plan(region, "--budget", "9", "--out", file, "--force").exit == 0)
    }

    @Test("Without links, cables follow geography: straight lines, longer by the factor")
    func geography() async throws {
        let region = try files()
        let result = try await Program.parta.run([
            "plan", "fiber", "--sites", region.path("sites.csv"), "--budget", "1e9", "--cost-per-km", "1000",
            "--route-factor", "1.2", "--format", "json",
        ])
        let plan = try object(result)
        // S-A, A-B: 0.1° north each; S-C 0.1° and B-D 0.2° east.
        let east = 11.1195 * cos(50 * .pi / 180)
        let km = (2 * 11.1195 + east + 2 * 11.1195 * cos(50.2 * .pi / 180)) * 1.2
        #expect(abs((plan["km"] as? Double ?? 0) - km) < 0.01, "\(result.output)")
        #expect(abs((plan["spent"] as? Double ?? 0) - km * 1_000) < 10)
        let short = try await Program.parta.run([
            "plan", "fiber", "--sites", region.path("sites.csv"), "--budget", "1e9", "--cost-per-km", "1000",
            "--longest-link", "14", "--format", "json",
        ])
        #expect(try object(short)["sites_connected"] as? Int == 3)
    }

    /// A track from S over A to B, and a road from S to C; of OpenStreetMap also a river from B to C, which is no road.
    private static let roadFiles: [(String, Data)] = [
        (
            "roads.geojson",
            Data(
                """
                {"type":"FeatureCollection","features":[
                {"type":"Feature","properties":{"highway":"track"},
                "geometry":{"type":"LineString","coordinates":[[70,50],[70,50.1],[70,50.2]]}},
                {"type":"Feature","properties":{"highway":"primary"},
                "geometry":{"type":"MultiLineString","coordinates":[[[70,50],[70.1,50]]]}}]}
                """.utf8)
        ), ("roads.osm.pbf", Data(base64Encoded: openStreetMap) ?? Data()),
    ]

    /// Written for this test by the format's description: a header, and a block with four dense nodes and three ways.
    private static let openStreetMap = """
        AAAADQoJT1NNSGVhZGVyGCgQHBokeJxT4vMvzg1OzkjNTdQNM9AzU+JySc0rTvXLT0ktBgB5WwjcAAAADAoHT1NNRGF0YRiDARCC\
        ARp+eJzj0uFi4GLPyEzPKE+s5GItKUpMzuZiLyjKzE0squTiKE8sSS0CyxRllqUWCakKKXOxMAGBE3/DlNd3mBs6q4Do/8QvjF5c\
        DXNOzmZlYADyhbSleDm4hBgZpRiZnJiBqqV4OLjBXGYnJiY2II9HiJFFipHViYmNCQBTtR43
        """

    @Test("Roads carry cables, and who is far from them is named", arguments: roadFiles)
    func alongRoads(_ name: String, _ content: Data) async throws {
        let region = try files()
        try content.write(to: URL(filePath: region.path(name)))
        let result = try await Program.parta.run([
            "plan", "fiber", "--sites", region.path("sites.csv"), "--budget", "1e9", "--cost-per-km", "1000",
            "--class-cost", "track=500", "--roads", region.path(name), "--format", "json",
        ])
        let plan = try object(result)
        #expect(plan["sites_connected"] as? Int == 3)
        let cost = 2 * 11.1195 * 500 + 11.1195 * cos(50 * .pi / 180) * 1_000
        #expect(abs((plan["spent"] as? Double ?? 0) - cost) < 10, "\(result.output)")
        #expect(result.errors.contains("no road is within 5.0 km of D"))
        let reasons = try #require(plan["sites"] as? [[String: Any]]).map { $0["reason"] as? String }
        #expect(reasons.last == "no_candidate_link")
    }

    @Test(
        "What is wrong is refused, and named",
        arguments: [
            ("site_id,is_source\nS,yes\nS,no\n", nil, #"line 3, column 1 (site_id): site "S" stands twice"#, 65),
            (nil, "from,to,cost\nS,X,1\n", #"line 2, column 2 (to): there is no place "X" among the sites"#, 65),
            (nil, "from,to,cost\nS,A,-4\n", "line 2, column 3 (cost)", 65),
            (nil, "from,to,cost\nS,A,nan\n", "line 2, column 3 (cost)", 65),
            (sites.replacingOccurrences(of: "yes", with: "no"), nil, "source", 65),
        ] as [(String?, String?, String, Int32)])
    func refused(_ sites: String?, _ links: String?, _ word: String, _ exit: Int32) async throws {
        let region = try files(sites ?? Self.sites, links ?? Self.links)
        let result = try await plan(region, "--budget", "9", "--format", "json")
        #expect(result.exit == exit && result.errors.contains(word), "\(result.errors)")
        #expect(result.output.isEmpty)
    }

    @Test(
        "Wrong options name themselves",
        arguments: [
            ["--budget", "nan"], ["--budget", "-1"], [], ["--phases", "1,x"], ["--budget", "5", "--phases", "1,2"],
            ["--budget", "5", "--max-hops", "0"], ["--budget", "5", "--out", "plan.pdf"],
            ["--budget", "5", "--alternative", "fiber:1"], ["--budget", "5", "--lot-km", "0"],
        ])
    func usage(_ arguments: [String]) async throws {
        let region = try files()
        let result = try await Program.parta.run(
            ["plan", "fiber", "--sites", region.path("sites.csv"), "--links", region.path("links.csv")] + arguments)
        #expect(result.exit == 64, "\(result.errors)")
    }

    @Test("More sites than a plan holds are refused with the line that is too much")
    func tooMany() async throws {
        var text = "site_id,is_source\n"
        for index in 0...200_000 { text += "\(index),no\n" }
        let region = try files(text)
        let result = try await plan(region, "--budget", "9")
        #expect(
            result.exit == 65 && result.errors.contains("line 200002: more than 200000 records"), "\(result.errors)")
    }
}
