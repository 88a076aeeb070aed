import Foundation
import Testing

/// A district before any agent: what is there is on the books, and a norm says what each school must have.
@Suite("Equipping plans on the command line", .timeLimit(.minutes(2)))
struct EquipPlanTests {
    static let norm = """
        id: two-rooms
        version: "1"
        country: K
        source: made up for this test
        date: 2026-11-01
        example: true
        names: {en: Two rooms}
        types: [small]
        threshold: {pupils: 80, above: big, below: small, exactly: small, exactly_stated: false}
        sets:
          big:
            - kind: digital
              names: {en: D}
              items:
                - {category: tablet, basis: per_pupils, count: 1, pupils: 10, price: {amount: 100, currency: KZT, year: 2026, running_a_year: 5}}
            - kind: robotics
              names: {en: R}
              items:
                - {category: robotics_kit, basis: per_room, count: 2, price: {amount: 300, currency: KZT, year: 2026}}
          small:
            - kind: universal
              names: {en: U}
              items:
                - {category: tablet, basis: per_school, count: 4, price: {amount: 100, currency: KZT, year: 2026}}
        """
    /// S-1: 100 pupils, digital 10 tablets of which 7 are on the books, robotics 2 kits: 300 and 600.
    /// S-2: 60 pupils, universal 4 tablets of which none is there: 400. S-3: pupils not known. S-4 is no small school.
    static let schools = """
        id,name_en,country,region,district,type,pupils,rural,latitude,longitude,made_up
        S-1,One,K,R,D,small,100,no,50.00000,57.00000,yes
        S-2,Two,K,R,D,small,60,yes,50.10000,57.00000,yes
        S-3,Three,K,R,E,small,,yes,50.20000,57.00000,yes
        S-4,Four,K,R,D,ordinary,500,no,50.30000,57.00000,yes

        """

    static func filled() async throws -> Region {
        let region = try Region()
        try Data(schools.utf8).write(to: URL(filePath: region.path("schools.csv")))
        try Data(norm.utf8).write(to: URL(filePath: region.path("norm.yaml")))
        let assets =
            "school_id,inventory_number,category\n" + (1...7).map { "S-1,T-\($0),tablet\n" }.joined()
        try Data(assets.utf8).write(to: URL(filePath: region.path("assets.csv")))
        for (table, file) in [("schools", "schools.csv"), ("assets", "assets.csv"), ("norms", "norm.yaml")] {
            let done = try await region.parta("import", table, region.path(file))
            try #require(done.exit == 0, "\(table): \(done.errors)")
        }
        return region
    }

    private struct Answer: Decodable {
        struct Row: Decodable {
            var school: String?
            var room: String?
            var category: String?
            var required: Int
            var presentLow: Int
            var presentHigh: Int
            var gap: Int
            var bought: Int
            var gapCost: Double
            var cost: Double
            var reason: String?
        }

        struct Purchase: Decodable, Equatable {
            var lot: Int
            var category: String
            var count: Int
            var amount: Double
        }

        struct Fund: Decodable {
            var earmark: String?
            var spent: Double
        }

        var norm: String
        var schools: Int
        var schoolsUnknown: Int
        var schoolsComplete: Int
        var capital: Double
        var value: Double
        var upperBound: Double
        var gap: Double
        var total: Row
        var rows: [Row]
        var purchases: [Purchase]
        var funds: [Fund]
    }

    private func plan(_ region: Region, _ arguments: String...) async throws -> Answer {
        let answer = try await Program.parta.run(
            ["plan", "equip"] + arguments + ["--format", "json"], environment: region.environment)
        try #require(answer.exit == 0, "\(answer.errors)")
        return try answer.json(keys: .convertFromSnakeCase)
    }

    @Test("a budget is planned by the books, room by room, with totals that add up")
    func books() async throws {
        let region = try await Self.filled()
        // 700 pays S-1's digital room (300: 50 pupils) and S-2's universal room (400: 60 pupils).
        let plan = try await plan(region, "--norm", "two-rooms", "--budget", "700", "--present", "registered")
        #expect(plan.norm == "two-rooms@1" && plan.schools == 2 && plan.schoolsUnknown == 1)
        #expect(plan.rows.map(\.school) == ["S-1", "S-1", "S-2"])
        #expect(plan.rows.map(\.reason) == ["bought", "budget", "bought"])
        #expect(plan.rows.map(\.gap) == [3, 2, 4] && plan.rows.map(\.gapCost) == [300, 600, 400])
        #expect(plan.rows[0].presentLow == 0 && plan.rows[0].presentHigh == 7)
        #expect(plan.capital == 700 && plan.value == 110 && plan.upperBound == 110 && plan.gap == 0)
        #expect(plan.total.cost == 700 && plan.total.gapCost == 1_300 && plan.total.required == 16)
        #expect(plan.rows.reduce(0) { $0 + $1.cost } == plan.capital)
        #expect(plan.purchases.map(\.count).reduce(0, +) == 7 && plan.schoolsComplete == 1)
        let seen = try await self.plan(region, "--norm", "two-rooms", "--present", "verified", "--by", "item")
        #expect(seen.rows.map(\.gap) == [10, 2, 4] && seen.capital == 1_000 + 600 + 400)
    }

    @Test("money of a file goes where it is meant, and what is wrong with it is told by line")
    func budgets() async throws {
        let region = try await Self.filled()
        let file = region.path("money.csv")
        try Data("district,funder,year,amount,earmark\nD,fund,2027,600,robotics_kit\nE,other,2027,9,\n".utf8)
            .write(to: URL(filePath: file))
        let plan = try await plan(region, "--norm", "two-rooms", "--budgets", file, "--present", "registered")
        #expect(plan.rows.map(\.reason) == ["no_fund", "bought", "no_fund"])
        #expect(plan.value == 50 && plan.upperBound == 50)
        #expect(plan.funds.map(\.spent) == [600] && plan.funds.map(\.earmark) == ["robotics_kit"])
        try Data("district,amount,earmark\nD,600,\nD,x,kites\n".utf8).write(to: URL(filePath: file))
        let bad = try await region.parta("plan", "equip", "--norm", "two-rooms", "--budgets", file)
        #expect(bad.exit == 65 && bad.errors.contains("line 3, column 2 (amount)"), "\(bad.errors)")
        try Data("district,amount,earmark\nD,600,kites\n".utf8).write(to: URL(filePath: file))
        let kites = try await region.parta("plan", "equip", "--norm", "two-rooms", "--budgets", file)
        #expect(kites.exit == 65 && kites.errors.contains("\"kites\" is no room or category"), "\(kites.errors)")
    }

    @Test("the list of purchases is a file that is read again, and tables say what they leave out")
    func purchases() async throws {
        let region = try await Self.filled()
        for ending in ["xlsx", "csv"] {
            let file = region.path("purchases.\(ending)")
            let said = try await region.parta(
                "plan", "equip", "--norm", "two-rooms", "--present", "registered", "--out", file, "--by", "district")
            #expect(said.exit == 0 && said.errors.contains("purchases written to"), "\(said.errors)")
            #expect(said.errors.contains("9 bought for 1300 KZT") && said.errors.contains("example and nobody's rule"))
            #expect(said.output.contains("K/R/D"))
            let again = try await region.parta("plan", "equip", "--norm", "two-rooms", "--out", file)
            #expect(again.exit == 73, "\(again.errors)")
        }
        // The list has districts and amounts, as budgets have: read back, it pays for itself.
        let again = try await region.parta(
            "plan", "equip", "--norm", "two-rooms", "--present", "registered", "--budgets",
            region.path("purchases.xlsx"))
        #expect(again.exit == 0 && again.errors.contains("9 bought for 1300 KZT of 1300"), "\(again.errors)")
        let lines = try String(contentsOfFile: region.path("purchases.csv"), encoding: .utf8)
            .split(whereSeparator: \.isNewline)
        #expect(lines.count == 3 && lines[1].hasPrefix("1,robotics_kit,") && lines[2].hasPrefix("2,tablet,"))
    }

    @Test("wrong words are refused")
    func refused() async throws {
        let region = try await Self.filled()
        let both = try await region.parta("plan", "equip", "--norm", "x", "--budget", "1", "--budgets", "f")
        #expect(both.exit == 64)
        let none = try await region.parta("plan", "equip", "--norm", "nothing")
        #expect(none.exit == 65 && none.errors.contains("kept are two-rooms@1"), "\(none.errors)")
        let line = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../norms/kz-line.yaml")
        let lines = try await region.parta("gaps", "--norm", line.path(percentEncoded: false))
        #expect(lines.exit == 65 && lines.errors.contains("asks for no equipment"), "\(lines.errors)")
        #expect(try await region.parta("plan", "equip", "--norm", "two-rooms", "--budget", "-1").exit == 64)
        let again = try await region.parta("import", "norms", region.path("norm.yaml"))
        #expect(again.errors.contains("0 added, 0 changed, 1 unchanged"), "\(again.errors)")
    }
}
