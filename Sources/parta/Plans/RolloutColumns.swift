internal import Aggregator
internal import Presentation

/// Columns of a plan's lists.
enum RolloutColumns {
    static let sites: [Column<RolloutAnswer.Site>] = [
        Column(.site, key: "site_id") { .text($0.siteID) },
        Column(.planName, key: "name") { .text($0.name) },
        Column(.weight, key: "weight") { .exact($0.weight) },
        Column(.technology, key: "technology") { .text($0.technology) },
        Column(.phase, key: "phase") { .integer($0.phase) },
        Column(.order, key: "order") { .integer($0.order) },
        Column(.from, key: "parent") { .text($0.parent) },
        Column(.segment, key: "segment") { .integer($0.segment) },
        Column(Heading("Hops", kk: "Буындар", ru: "Переходы"), key: "hops") { .integer($0.hops) },
        Column(.cost, record: [("cost", { .exact($0.cost) })]) { Self.money($0.cost) },
        Column(
            Heading("Marginal cost", kk: "Шекті құны", ru: "Предельная стоимость"),
            record: [("marginal_cost", { .exact($0.marginalCost) })]
        ) {
            Self.money($0.marginalCost)
        },
        Column(
            Heading("Budget needed", kk: "Қажет бюджет", ru: "Нужный бюджет"),
            record: [("budget_needed", { .exact($0.budgetNeeded) })]
        ) {
            Self.money($0.budgetNeeded)
        },
        Column(
            Heading("On the curve from", kk: "Қисықта мына бюджеттен", ru: "На кривой с бюджета"),
            record: [("curve_budget", { .exact($0.curveBudget) })]
        ) { Self.money($0.curveBudget) }.optional,
        Column(.reason, key: "reason") { .text($0.reason) },
        Column(.lot, key: "lot") { .integer($0.lot) },
    ]

    static let segments: [Column<RolloutAnswer.Segment>] = [
        Column(.order, key: "order") { .integer($0.order) },
        Column(.from, key: "from") { .text($0.from) },
        Column(.to, key: "to") { .text($0.to) },
        Column(.km, record: [("km", { .exact($0.km) })]) { .tenths($0.km) },
        Column(.cost, record: [("cost", { .exact($0.cost) })]) { Self.money($0.cost) },
        Column(.phase, key: "phase") { .integer($0.phase) },
        Column(Heading("Contracted", kk: "Келісімшарт", ru: "По договору"), key: "contracted") { .flag($0.contracted) },
        Column(.lot, key: "lot") { .integer($0.lot) },
    ]

    static let phases: [Column<RolloutAnswer.Phase>] = [
        Column(Heading("Money by then", kk: "Сол кездегі ақша", ru: "Денег к тому времени"), key: "budget") {
            Self.money($0.budget)
        },
        Column(.spent, key: "spent") { Self.money($0.spent) },
        Column(.sites, key: "sites_connected") { .integer($0.sitesConnected) },
        Column(.weight, key: "weight_connected") { .exact($0.weightConnected) },
        Column(.upperBound, key: "upper_bound") { Self.money($0.upperBound) },
    ]

    static let lots: [Column<RolloutAnswer.Lot>] = [
        Column(.lot, key: "lot") { .integer($0.lot) },
        Column(.phase, key: "phase") { .integer($0.phase) },
        Column(.km, record: [("km", { .exact($0.km) })]) { .tenths($0.km) },
        Column(.segments, key: "segments") { .integer($0.segments) },
        Column(.sites, key: "sites") { .integer($0.sites.count) },
        Column(Heading("Cable", kk: "Кабель", ru: "Кабель"), record: [("laying_cost", { .exact($0.layingCost) })]) {
            Self.money($0.layingCost)
        },
        Column(
            Heading("Sites' equipment", kk: "Нысан жабдығы", ru: "Оборудование объектов"),
            record: [("served_cost", { .exact($0.servedCost) })]
        ) { Self.money($0.servedCost) },
        Column(
            Heading("Fees", kk: "Қосылу ақысы", ru: "Плата за подключение"),
            record: [("source_cost", { .exact($0.sourceCost) })]
        ) { Self.money($0.sourceCost) },
        Column(.cost, record: [("cost", { .exact($0.cost) })]) { Self.money($0.cost) },
    ]

    static let curve: [Column<RolloutAnswer.CurvePoint>] = [
        Column(.budget, key: "budget") { Self.money($0.budget) },
        Column(.spent, key: "spent") { Self.money($0.spent) },
        Column(.sites, key: "sites_connected") { .integer($0.sitesConnected) },
        Column(.weight, key: "weight_connected") { .exact($0.weightConnected) },
        Column(.upperBound, key: "upper_bound") { Self.money($0.upperBound) },
    ]

    static func money(_ value: Double?) -> Cell { ReadingColumns.money(value) }
}
