internal import Presentation

/// Columns of a plan's lists.
enum RolloutColumns {
    static let sites: [Column<RolloutAnswer.Site>] = [
        Column("Site", key: "site_id") { .text($0.siteID) },
        Column("Name", key: "name") { .text($0.name) },
        Column("Weight", key: "weight") { .exact($0.weight) },
        Column("By", key: "technology") { .text($0.technology) },
        Column("Phase", key: "phase") { .integer($0.phase) },
        Column("Order", key: "order") { .integer($0.order) },
        Column("From", key: "parent") { .text($0.parent) },
        Column("Segment", key: "segment") { .integer($0.segment) },
        Column("Hops", key: "hops") { .integer($0.hops) },
        Column("Cost", record: [("cost", { .exact($0.cost) })]) { Self.money($0.cost) },
        Column("Marginal cost", record: [("marginal_cost", { .exact($0.marginalCost) })]) {
            Self.money($0.marginalCost)
        },
        Column("Budget needed", record: [("budget_needed", { .exact($0.budgetNeeded) })]) {
            Self.money($0.budgetNeeded)
        },
        Column("Reason", key: "reason") { .text($0.reason) },
        Column("Lot", key: "lot") { .integer($0.lot) },
    ]

    static let segments: [Column<RolloutAnswer.Segment>] = [
        Column("Order", key: "order") { .integer($0.order) },
        Column("From", key: "from") { .text($0.from) },
        Column("To", key: "to") { .text($0.to) },
        Column("km", record: [("km", { .exact($0.km) })]) { .tenths($0.km) },
        Column("Cost", record: [("cost", { .exact($0.cost) })]) { Self.money($0.cost) },
        Column("Phase", key: "phase") { .integer($0.phase) },
        Column("Contracted", key: "contracted") { .flag($0.contracted) },
        Column("Lot", key: "lot") { .integer($0.lot) },
    ]

    static let phases: [Column<RolloutAnswer.Phase>] = [
        Column("Money by then", key: "budget") { Self.money($0.budget) },
        Column("Spent", key: "spent") { Self.money($0.spent) },
        Column("Sites", key: "sites_connected") { .integer($0.sitesConnected) },
        Column("Weight", key: "weight_connected") { .exact($0.weightConnected) },
        Column("At most", key: "upper_bound") { Self.money($0.upperBound) },
    ]

    static let lots: [Column<RolloutAnswer.Lot>] = [
        Column("Lot", key: "lot") { .integer($0.lot) },
        Column("Phase", key: "phase") { .integer($0.phase) },
        Column("km", record: [("km", { .exact($0.km) })]) { .tenths($0.km) },
        Column("Segments", key: "segments") { .integer($0.segments) },
        Column("Sites", key: "sites") { .integer($0.sites.count) },
        Column("Cable", record: [("laying_cost", { .exact($0.layingCost) })]) { Self.money($0.layingCost) },
        Column("Sites' equipment", record: [("served_cost", { .exact($0.servedCost) })]) { Self.money($0.servedCost) },
        Column("Fees", record: [("source_cost", { .exact($0.sourceCost) })]) { Self.money($0.sourceCost) },
        Column("Cost", record: [("cost", { .exact($0.cost) })]) { Self.money($0.cost) },
    ]

    static let curve: [Column<RolloutAnswer.CurvePoint>] = [
        Column("Budget", key: "budget") { Self.money($0.budget) },
        Column("Spent", key: "spent") { Self.money($0.spent) },
        Column("Sites", key: "sites_connected") { .integer($0.sitesConnected) },
        Column("Weight", key: "weight_connected") { .exact($0.weightConnected) },
        Column("At most", key: "upper_bound") { Self.money($0.upperBound) },
    ]

    /// Cents where a sum is small.
    static func money(_ value: Double?) -> Cell {
        value.map { .number($0, decimals: abs($0) < 1_000 && $0 != $0.rounded() ? 2 : 0) } ?? .missing
    }
}
