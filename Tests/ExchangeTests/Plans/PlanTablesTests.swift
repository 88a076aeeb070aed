import Exchange
import Foundation
import Planning
import Store
import Testing

@Suite("Sites, links and nodes from CSV")
struct PlanTablesTests {
    private func sites(
        _ text: String, weight: String = "weight", needsPoints: Bool = false
    ) throws -> TableContent<PlanSite> {
        let table = try TableSource(Data(text.utf8), file: "sites.csv")
        return try table.content(SiteTableReader(weight: weight, needsPoints: needsPoints, table: table))
    }

    private func problems(_ body: () throws -> Void) -> [String] {
        do {
            try body()
            return []
        } catch let failure as ImportFailure {
            return failure.problems.map(\.description)
        } catch { return ["\(error)"] }
    }

    @Test("A site may say everything that differs from the rest")
    func full() throws {
        let content = try sites(
            """
            site_id,name,lat,lon,weight,is_source,kind,must_connect,excluded,committed_by,committed_year,settlement_fiber,power,laying,served_cost,satellite_cost,satellite_yearly,satellite_worth,colour
            A-1,One,50.5,70.25,120,no,,yes,satellite; cellular,Telecom,2027,yes,no,Mountain,1e3,600,90,0.5,red
            N-1,,50,70,,true,node,,,,,,,,,,,,
            """)
        #expect(content.ignoredColumns == ["colour"])
        #expect(
            content.values == [
                PlanSite(
                    id: "A-1", name: "One", point: SpherePoint(latitude: 50.5, longitude: 70.25), weight: 120,
                    mustConnect: true, excluded: ["satellite", "cellular"], committedBy: "Telecom",
                    committedYear: 2_027, settlementFiber: true, hasPower: false, laying: "mountain",
                    costs: SiteCosts(served: 1_000),
                    offers: ["satellite": TechnologyOffer(capital: 600, yearly: 90, worth: 0.5)]),
                PlanSite(
                    id: "N-1", point: SpherePoint(latitude: 50, longitude: 70), weight: 0, isSource: true, isNode: true),
            ])
    }

    @Test("Giga's and ITU's names of columns, and a weight of one's own choice")
    func dialects() throws {
        let itu = try sites("poi_id,lat,lon,is_connected,number_of_users\n7,1,2,true,30\n", weight: "number_of_users")
        #expect(
            itu.values == [
                PlanSite(id: "7", point: SpherePoint(latitude: 1, longitude: 2), weight: 30, isSource: true)
            ])
        #expect(try sites("site_id\nA\n").values == [PlanSite(id: "A", weight: 1)])
    }

    @Test(
        "What is wrong in sites names its line and column",
        arguments: [
            ("site_id,weight\nA,1\nA,1\n", #"line 3, column 1 (site_id): site "A" stands twice, first on line 2"#),
            ("site_id,weight\nA,-1\n", #"line 2, column 2 (weight): "-1" is not a number of weight that is 0 or more"#),
            (
                "site_id,weight\nA,nan\n",
                #"line 2, column 2 (weight): "nan" is not a number of weight that is 0 or more"#
            ),
            (
                "site_id,satellite_cost\nA,inf\n",
                #"line 2, column 2 (satellite_cost): "inf" is not a number of money that is 0 or more"#
            ),
            ("site_id,lat,lon\nA,91,0\n", #"line 2, column 2 (lat): "91" is not a number of degrees from -90 to 90"#),
            ("site_id,lat,lon\nA,,5\n", "line 2, column 2 (lat): is missing beside the other coordinate"),
            ("site_id,is_source\nA,maybe\n", #"line 2, column 2 (is_source): "maybe" is not one of yes, no"#),
            ("weight\n1\n", #"no column "site_id""#),
        ])
    func wrongSites(_ text: String, _ sentence: String) {
        let found = problems { _ = try sites(text) }
        #expect(found.contains { $0.contains(sentence) }, "\(found)")
    }

    @Test("Where candidates come from geography, every place needs a point")
    func points() {
        #expect(problems { _ = try sites("site_id\nA\n", needsPoints: true) }.count == 2)
        let found = problems { _ = try sites("site_id,lat,lon\nA,,\n", needsPoints: true) }
        #expect(found == ["line 2, column 2 (lat): is empty"])
    }

    @Test("Links are real-valued, may be parallel and cost nothing")
    func links() throws {
        let places = [PlanSite(id: "A"), PlanSite(id: "B")]
        let text = "from,to,cost,length_km,contracted\nA,B,0,,\nB,A,1.5e-05,2.5,yes\n"
        let table = try TableSource(Data(text.utf8), file: "links.csv")
        #expect(
            try table.content(LinkTableReader(places: places)).values == [
                PlanLink(from: 0, to: 1, cost: 0),
                PlanLink(from: 1, to: 0, cost: 1.5e-5, lengthKm: 2.5, isContracted: true),
            ])
    }

    @Test(
        "What is wrong in links names its line and column",
        arguments: [
            ("A,B,-1", #"line 2, column 3 (cost): "-1" is not a number of money that is 0 or more"#),
            ("A,B,NaN", #"line 2, column 3 (cost): "NaN" is not a number of money that is 0 or more"#),
            ("A,B,1e400", #"line 2, column 3 (cost): "1e400" is not a number of money that is 0 or more"#),
            ("A,B,", "line 2, column 3 (cost): is empty"),
            ("A,C,1", #"line 2, column 2 (to): there is no place "C" among the sites"#),
            ("A,A,1", "line 2, column 2 (to): joins a place to itself"),
            (",A,1", "line 2, column 1 (from): is empty"),
        ])
    func wrongLinks(_ row: String, _ sentence: String) {
        let places = [PlanSite(id: "A"), PlanSite(id: "B")]
        let found = problems {
            let table = try TableSource(Data("from,to,cost\n\(row)\n".utf8), file: "links.csv")
            _ = try table.content(LinkTableReader(places: places))
        }
        #expect(found == [sentence])
    }

    @Test("Nodes in ITU's, Giga's and a regulator's columns")
    func nodes() throws {
        func read(_ text: String) throws -> [FiberNode] {
            try NodeTableReader().content(of: Data(text.utf8), file: "nodes.csv").values
        }
        #expect(
            try read("ict_id,lat,lon,transmission_medium,country_code,dataset_id\n1,2,3,microwave,KAZ,x\n")
                == [FiberNode(id: "1", latitude: 2, longitude: 3, medium: .microwave)])
        #expect(try read("coordinate_id,lat,lon\n1,2,3\n") == [FiberNode(id: "1", latitude: 2, longitude: 3)])
        let regulator = try read(
            """
            node_id,latitude,longitude,operator_name,infrastructure_type,node_status,equipped_capacity_mbps,potential_capacity_mbps,country,region
            n1,2,3,Telecom,Fibre optic,Operational,1000,10000,Kazakhstan,Aktobe
            n2,2,3,Telecom,Fibre optic,Planned,,,Kazakhstan,Aktobe
            """)
        #expect(
            regulator[0]
                == FiberNode(
                    id: "n1", latitude: 2, longitude: 3, operatorName: "Telecom", equippedMbps: 1_000,
                    potentialMbps: 10_000))
        #expect(regulator.map(\.isUsable) == [true, false])
    }
}
