internal import Foundation
public import Presentation
public import Store

extension ReadingColumns {
    public static let plans: [Column<SavedPlan>] = [
        Column(.plan, key: "id") { .integer($0.id) },
        Column(.planName, key: "name") { .text($0.name) },
        Column(.planKind, key: "kind") { .text($0.kind.rawValue) },
        Column(
            .planState,
            record: [
                ("approved_at", { .text($0.approvedAt?.formatted(.iso8601)) }),
                ("approved_by", { .text($0.approvedBy) }),
            ]
        ) { .text($0.approvedAt == nil ? "draft" : "approved") },
        Column(.budget, record: [("budget", { .exact($0.budget) })]) { money($0.budget) },
        Column(.spent, record: [("spent", { .exact($0.spent) })]) { money($0.spent) },
        Column(.currency, key: "currency") { .text($0.currency) }.optional,
        Column(.weight, key: "weight") { .exact($0.weight) },
        Column(.upperBound, record: [("upper_bound", { .exact($0.upperBound) })]) { money($0.upperBound) },
        Column(Heading("Norm", kk: "Норма", ru: "Норма"), key: "norm") { .text($0.norm) }.optional,
        Column(.programme, key: "programme") { .text($0.programme) }.optional,
        Column(Heading("Replans", kk: "Орнына", ru: "Вместо"), key: "replans") { .integer($0.replans) }.optional,
        Column(
            Heading("Made", kk: "Жасалды", ru: "Составлен"),
            record: [("made_at", { .text($0.madeAt.formatted(.iso8601)) })]
        ) { .text($0.madeAt.formatted(.iso8601.year().month().day())) },
    ]

    public static let planDetails: [Column<SavedPlan>] = [
        Column(Heading("By", kk: "Кім", ru: "Кем"), key: "made_by") { .text($0.madeBy) },
        Column(Heading("Input", kk: "Бастапқы", ru: "Исходное"), key: "input_hash") { .text($0.inputHash) },
        Column(Heading("Settings", kk: "Баптаулар", ru: "Настройки"), key: "settings_version") {
            .integer($0.settingsVersion)
        },
    ]

    public static let planSites: [Column<PlanPart<PlannedSite>>] = [
        Column(.plan, key: "plan") { .integer($0.plan) },
        Column(.site, key: "site") { .text($0.part.site) },
        Column(.schoolName, key: "name") { .text($0.part.name) },
        Column(.technology, key: "technology") { .text($0.part.technology) }.optional,
        Column(.phase, key: "phase") { .integer($0.part.phase) }.optional,
        Column(.order, key: "order") { .integer($0.part.order) }.optional,
        Column(.weight, key: "weight") { .exact($0.part.weight) },
        Column(.cost, record: [("cost", { .exact($0.part.cost) })]) { money($0.part.cost) },
        Column(.lot, key: "lot") { .integer($0.part.lot) }.optional,
        Column(.reason, key: "reason") { .text($0.part.reason) },
        Column(.stage, key: "stage") { .text($0.part.stage?.rawValue) }.optional,
    ]

    public static let planSegments: [Column<PlanPart<PlannedSegment>>] = [
        Column(.plan, key: "plan") { .integer($0.plan) },
        Column(.order, key: "order") { .integer($0.part.order) },
        Column(.from, key: "from") { .text($0.part.from) },
        Column(.to, key: "to") { .text($0.part.to) },
        Column(.km, record: [("km", { .exact($0.part.km) })]) { .tenths($0.part.km) },
        Column(.cost, record: [("cost", { .exact($0.part.cost) })]) { money($0.part.cost) },
        Column(.phase, key: "phase") { .integer($0.part.phase) },
        Column(.lot, key: "lot") { .integer($0.part.lot) }.optional,
        Column(.stage, key: "stage") { .text($0.part.stage.rawValue) },
    ]

    public static let planPurchases: [Column<PlanPart<PlannedPurchase>>] = [
        Column(.plan, key: "plan") { .integer($0.plan) },
        Column(.order, key: "order") { .integer($0.part.order) },
        Column(.lot, key: "lot") { .integer($0.part.lot) },
        Column(.area, key: "district") { .text($0.part.district) },
        Column(.school, key: "school") { .text($0.part.school) },
        Column(
            .category, record: [("category", { .text($0.part.category.rawValue) }), ("spec", { .text($0.part.spec) })]
        ) {
            .text($0.part.category.rawValue)
        },
        Column(.pieces, key: "count") { .integer($0.part.count) },
        Column(
            .cost,
            record: [
                ("unit_price", { .exact($0.part.unitPrice) }), ("cost", { .exact($0.part.cost) }),
                ("running_a_year", { .exact($0.part.runningAYear) }),
            ]
        ) { money($0.part.cost) },
        Column(.yearOfMoney, key: "year") { .integer($0.part.year) }.optional,
        Column(
            Heading("Seen before", kk: "Бұрын көрінген", ru: "Видели до плана"), key: "verified_before"
        ) { .integer($0.part.verifiedBefore) },
        Column(.stage, key: "stage") { .text($0.part.stage.rawValue) },
    ]

    public static let planTransfers: [Column<PlanPart<PlannedTransfer>>] = [
        Column(.plan, key: "plan") { .integer($0.plan) },
        Column(.from, key: "from") { .text($0.part.from) },
        Column(.to, key: "to") { .text($0.part.to) },
        Column(.category, key: "category") { .text($0.part.category.rawValue) },
        Column(.pieces, key: "count") { .integer($0.part.count) },
        Column(.km, record: [("km", { .exact($0.part.km) })]) { .tenths($0.part.km) },
    ]

    public static let expected: [Column<ExpectedDelivery>] = [
        Column(.programme, key: "programme") { .text($0.programme) },
        Column(.plan, record: [("plan", { .integer($0.plan) }), ("plan_name", { .text($0.planName) })]) {
            .integer($0.plan)
        },
        Column(.lot, key: "lot") { .integer($0.lot) },
        Column(.school, record: [("school", { .text($0.school) }), ("school_name", { .text($0.schoolName) })]) {
            .text($0.school)
        },
        Column(.category, key: "category") { .text($0.category.rawValue) },
        Column(Heading("Expected", kk: "Күтіледі", ru: "Ожидается"), key: "expected") { .integer($0.expected) },
        Column(Heading("Delivered", kk: "Жеткізілген", ru: "Поставлено"), key: "delivered") { .integer($0.delivered) },
        Column(.cost, record: [("cost", { .exact($0.cost) }), ("currency", { .text($0.currency) })]) {
            money($0.cost)
        },
        Column(.yearOfMoney, key: "year") { .integer($0.year) }.optional,
        Column(.stage, key: "stage") { .text($0.stage.rawValue) },
    ]

    /// Cents where a sum is small, thousands apart where it is large.
    public static func money(_ value: Double?) -> Cell {
        value.map { abs($0) < 1_000 && $0 != $0.rounded() ? .number($0, decimals: 2) : .amount($0) } ?? .missing
    }
}
