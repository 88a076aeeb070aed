internal import Store

/// Money and rows of plans as pages write them.
enum PlanText {
    /// Rows of each kind that stand on a page; files have all.
    static let shownRows = 200

    static func money(_ amount: Double?, _ currency: String?, _ wording: Wording) -> String {
        guard let amount else { return "–" }
        return wording.number(amount) + (currency.map { "\u{00A0}" + $0 } ?? "")
    }

    static func km(_ km: Double?, _ wording: Wording) -> String {
        km.map { wording.number($0, decimals: 1) } ?? "–"
    }

    static func plan(_ plan: SavedPlan, _ wording: Wording) -> [String: PageValue] {
        [
            "id": .text("\(plan.id)"), "name": .text(plan.name),
            "address": .text(Address("/plan", [("id", "\(plan.id)")]).text),
            "kind": .text(wording("plan.kind_\(plan.kind.rawValue)")),
            "state": .text(wording(plan.approvedAt == nil ? "plan.draft" : "plan.approved")),
            "budget": .text(money(plan.budget, plan.currency, wording)),
            "spent": .text(money(plan.spent, plan.currency, wording)), "made": .text(wording.day(plan.madeAt)),
        ]
    }

    static func site(_ site: PlannedSite, _ currency: String?, _ wording: Wording) -> [String: PageValue] {
        [
            "name": .text(site.name ?? site.site), "address": .text(Address("/school", [("id", site.site)]).text),
            "technology": .text(
                site.technology.map { wording.word("technology", $0) } ?? wording("plan.not_connected")),
            "phase": .text(site.phase.map { wording.number($0) } ?? "–"),
            "order": .text(site.order.map { wording.number($0) } ?? "–"),
            "cost": .text(money(site.cost, currency, wording)),
            "lot": .text(site.lot.map { wording.number($0) } ?? "–"),
            "reason": .text(wording.word("plan_reason", site.reason)),
            "stage": .text(site.stage.map { wording("plan.stage_\($0.rawValue)") } ?? "–"),
        ]
    }

    static func segment(_ segment: PlannedSegment, _ currency: String?, _ wording: Wording) -> [String: PageValue] {
        [
            "order": .text(wording.number(segment.order)), "from": .text(segment.from), "to": .text(segment.to),
            "km": .text(km(segment.km, wording)), "cost": .text(money(segment.cost, currency, wording)),
            "phase": .text(wording.number(segment.phase)), "lot": .text(segment.lot.map { wording.number($0) } ?? "–"),
            "stage": .text(wording("plan.stage_\(segment.stage.rawValue)")),
        ]
    }

    static func purchase(
        _ purchase: PlannedPurchase, name: String?, _ currency: String?, _ wording: Wording
    ) -> [String: PageValue] {
        [
            "school": .text(name ?? purchase.school),
            "address": .text(Address("/school", [("id", purchase.school)]).text), "district": .text(purchase.district),
            "category": .text(wording.word("category", purchase.category.rawValue)), "spec": .text(purchase.spec),
            "count": .text(wording.number(purchase.count)), "cost": .text(money(purchase.cost, currency, wording)),
            "lot": .text(wording.number(purchase.lot)),
            "stage": .text(wording("plan.stage_\(purchase.stage.rawValue)")),
        ]
    }
}
