import Dashboard
import Foundation
import Store
import Testing

struct PlanTrialTests {
    /// A line N - A - B with C by satellite; A costs 10 + 1, B 20 + 2, C 5.
    private static let fiber = PlanContents(
        plan: SavedPlan(
            name: "f", madeAt: .distantPast, madeBy: "t", inputHash: "", budget: 100, spent: 38, weight: 3,
            upperBound: 3),
        sites: [
            PlannedSite(site: "B", technology: "fiber", phase: 1, order: 2, cost: 2, weight: 1, reason: ""),
            PlannedSite(site: "A", technology: "fiber", phase: 1, order: 1, cost: 1, weight: 1, reason: ""),
            PlannedSite(site: "C", technology: "satellite", phase: 2, order: 1, cost: 5, weight: 1, reason: ""),
            PlannedSite(site: "D", weight: 1, reason: "too far"),
        ],
        segments: [
            PlannedSegment(order: 1, from: "N", to: "A", km: 3, cost: 10, phase: 1),
            PlannedSegment(order: 2, from: "A", to: "B", km: 4, cost: 20, phase: 1),
        ])

    @Test(arguments: [
        (0.0, 0, 0.0, 0.0), (10.9, 0, 0, 0), (11, 1, 11, 3), (32.9, 1, 11, 3), (33, 2, 33, 7), (37.9, 2, 33, 7),
        (38, 3, 38, 7), (1e12, 3, 38, 7),
    ])
    func moneyGoesInTheOrderOfBuilding(budget: Double, reached: Int, spent: Double, km: Double) {
        let trial = PlanTrial(Self.fiber, budget: budget)
        #expect(trial.reached == reached && trial.planned == 3)
        #expect(trial.spent == spent && trial.km == km && trial.whole == 38)
    }

    /// A school counts when all that is planned for it is bought.
    @Test(arguments: [(9.0, 0), (10, 0), (14, 1), (19, 1), (24, 2)])
    func aSchoolIsReachedByItsLastPurchase(budget: Double, reached: Int) {
        func purchase(_ order: Int, _ school: String, _ cost: Double) -> PlannedPurchase {
            PlannedPurchase(
                order: order, lot: 1, district: "K/A/B", school: school, category: .wifi, count: 1, unitPrice: cost,
                cost: cost)
        }
        var contents = Self.fiber
        contents.plan.kind = .equip
        contents.purchases = [purchase(3, "T", 10), purchase(1, "S", 10), purchase(2, "S", 4)]
        #expect(PlanTrial(contents, budget: budget).reached == reached)
        #expect(PlanTrial(contents, budget: budget).planned == 2)
    }

    @Test func mapDataLeavesOutWhatHasNoPlace() throws {
        let places = ["N": (latitude: 50.0, longitude: 57.0), "A": (50.1, 57.1)]
        for (sites, features) in [(false, 1), (true, 2)] {
            let data = try PlanMapData.json(Self.fiber, places: places, sites: sites)
            let read = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
            let all = try #require(read["features"] as? [[String: Any]])
            #expect(all.count == features)
            let line = try #require(all[0]["geometry"] as? [String: Any])
            #expect(line["coordinates"] as? [[Double]] == [[57, 50], [57.1, 50.1]])
        }
    }
}
