import FoundationEssentials
import Reports
import Testing

@testable import Store

@Suite("What two plans decide differently") struct PlanComparisonTests {
    static func plan(_ sites: [PlannedSite], buying purchases: [PlannedPurchase] = []) -> PlanContents {
        PlanContents(
            plan: SavedPlan(
                name: "made", madeAt: Date(timeIntervalSince1970: 0), madeBy: "test", inputHash: "0", budget: 1,
                spent: 1,
                weight: 1, upperBound: 1),
            sites: sites, purchases: purchases)
    }

    static func site(_ id: String, _ technology: String?, phase: Int? = nil) -> PlannedSite {
        PlannedSite(site: id, name: "School \(id)", technology: technology, phase: phase, weight: 1, reason: "budget")
    }

    static func purchase(_ school: String, _ category: EquipmentKind, _ count: Int, order: Int) -> PlannedPurchase {
        PlannedPurchase(
            order: order, lot: 1, district: "KZ/A/B", school: school, category: category, count: count, unitPrice: 1,
            cost: Double(count))
    }

    @Test("a technology, a phase and a site that one plan alone knows are differences") func sites() {
        let first = Self.plan([
            Self.site("alike", "fiber", phase: 1), Self.site("later", "fiber", phase: 1),
            Self.site("other way", "fiber"), Self.site("dropped", "fiber"), Self.site("neither", nil),
        ])
        let second = Self.plan([
            Self.site("neither", nil), Self.site("other way", "satellite"), Self.site("later", "fiber", phase: 2),
            Self.site("alike", "fiber", phase: 1), Self.site("new", "fiber"),
        ])
        let comparison = PlanComparison(first, second)
        #expect(comparison.alike == 2)
        #expect(comparison.sites.map(\.site) == ["later", "other way", "dropped", "new"])
        #expect(comparison.sites.map(\.secondTechnology) == ["fiber", "satellite", nil, "fiber"])
        #expect(comparison.sites.map(\.firstPhase) == [1, nil, nil, nil])
    }

    @Test("pieces of one thing are added up, and a school is alike only where all it gets is") func purchases() {
        let schools = ["A", "B", "C"].map { Self.site($0, nil) }
        let first = Self.plan(
            schools,
            buying: [
                Self.purchase("A", .stock(.device(.tablet)), 3, order: 1),
                Self.purchase("A", .stock(.device(.tablet)), 2, order: 2),
                Self.purchase("B", .stock(.device(.tablet)), 5, order: 3),
            ])
        let second = Self.plan(
            schools,
            buying: [
                Self.purchase("A", .stock(.device(.tablet)), 5, order: 1),
                Self.purchase("B", .stock(.computer), 4, order: 2),
            ])
        let comparison = PlanComparison(first, second)
        #expect(comparison.alike == 2 && comparison.sites.isEmpty)
        #expect(comparison.purchases.map(\.school) == ["B", "B"])
        #expect(comparison.purchases.map(\.category) == [.stock(.device(.tablet)), .stock(.computer)])
        #expect(comparison.purchases.map(\.firstCount) == [5, 0])
        #expect(comparison.purchases.map(\.secondCount) == [0, 4])
    }
}
