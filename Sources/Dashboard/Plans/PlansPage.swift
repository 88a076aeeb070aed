public import Store

/// Saved plans, with a form that puts two of them side by side.
public struct PlansPage: Sendable {
    public var plans: [SavedPlan]

    public init(_ plans: [SavedPlan]) { self.plans = plans }

    public func values(_ wording: Wording) -> [String: PageValue] {
        [
            "plans": .rows(plans.map { PlanText.plan($0, wording) }), "is_empty": .flag(plans.isEmpty),
            "may_compare": .flag(plans.count > 1),
        ]
    }
}

/// Two plans side by side, and what they decide differently.
public struct PlanComparisonPage: Sendable {
    public var first: PlanContents
    public var second: PlanContents

    public init(_ first: PlanContents, _ second: PlanContents) {
        self.first = first
        self.second = second
    }

    public func values(_ wording: Wording) -> [String: PageValue] {
        let comparison = PlanComparison(first, second)
        let names = Dictionary((second.sites + first.sites).map { ($0.site, $0.name) }) { $1 ?? $0 }
        let differing = PlanDifference.of(comparison, names: names.compactMapValues(\.self), wording)
        func row(_ key: String, _ figure: (PlanContents) -> String) -> [String: PageValue] {
            ["name": .text(wording(key)), "first": .text(figure(first)), "second": .text(figure(second))]
        }
        return [
            "first": .text(first.plan.name), "second": .text(second.plan.name),
            "first_address": .text(Address("/plan", [("id", "\(first.plan.id)")]).text),
            "second_address": .text(Address("/plan", [("id", "\(second.plan.id)")]).text),
            "figures": .rows([
                row("plan.kind") { wording("plan.kind_\($0.plan.kind.rawValue)") },
                row("plan.state") { wording($0.plan.approvedAt == nil ? "plan.draft" : "plan.approved") },
                row("plan.budget") { PlanText.money($0.plan.budget, $0.plan.currency, wording) },
                row("plan.spent") { PlanText.money($0.plan.spent, $0.plan.currency, wording) },
                row("plan.reached") { wording.number(PlanPage.reached($0)) },
                row("plan.km") { PlanText.km($0.segments.reduce(0) { $0 + ($1.km ?? 0) }, wording) },
                row("plan.worth") { wording.number($0.plan.weight) },
                row("plan.bound") { wording.number($0.plan.upperBound) },
            ]),
            "alike": .text(
                wording(
                    "plan.alike",
                    ["alike": wording.number(comparison.alike), "different": wording.number(differing.count)])),
            "has_differences": .flag(!differing.isEmpty),
            "differences": .rows(
                differing.prefix(PlanText.shownRows).map { one in
                    [
                        "name": .text(one.name ?? one.site),
                        "address": .text(Address("/school", [("id", one.site)]).text),
                        "first": .text(one.first.isEmpty ? "–" : one.first.joined(separator: "; ")),
                        "second": .text(one.second.isEmpty ? "–" : one.second.joined(separator: "; ")),
                    ]
                }),
        ]
    }
}
