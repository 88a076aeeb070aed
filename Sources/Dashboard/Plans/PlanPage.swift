internal import Reports
public import Store

/// One saved plan: what it decides, how far another sum would go, how far it has come, and what may be done with it.
public struct PlanPage: Sendable {
    public var contents: PlanContents
    public var trial: PlanTrial?
    /// What was typed as a sum and is none.
    public var wrongSum: String?
    /// Whether this reader may approve it and note its progress.
    public var mayDecide: Bool
    /// Names of files that it can be taken along as, with their addresses.
    public var files: [(name: String, address: String)]

    public init(_ contents: PlanContents, mayDecide: Bool) {
        self.contents = contents
        self.mayDecide = mayDecide
        files = []
    }

    /// Sites that it connects, or schools that it buys for.
    static func reached(_ contents: PlanContents) -> Int {
        contents.plan.kind == .fiber
            ? contents.sites.count { $0.technology != nil } : Set(contents.purchases.map(\.school)).count
    }

    public func values(_ wording: Wording) -> [String: PageValue] {
        let (plan, currency) = (contents.plan, contents.plan.currency)
        let names = Dictionary(contents.sites.map { ($0.site, $0.name) }) { known, _ in known }
        let isDraft = plan.approvedAt == nil
        return [
            "id": .text("\(plan.id)"), "tiles": .rows(tiles(wording)), "is_fiber": .flag(plan.kind == .fiber),
            "is_equip": .flag(plan.kind == .equip), "made": .text(made(wording)), "state": .text(state(wording)),
            "may_approve": .flag(mayDecide && isDraft), "may_advance": .flag(mayDecide && !isDraft),
            "on_map": .text(plan.kind == .fiber ? Address("/map", [("plan", "\(plan.id)")]).text : nil),
            "sum": .text(trial.map { wording.number($0.budget) } ?? wrongSum), "wrong_sum": .flag(wrongSum != nil),
            "trial": .text(trial.map { sentence($0, wording) }),
            "stages": .rows(
                PlanStageFigures.of(contents).map { figures in
                    [
                        "name": .text(wording("plan.stage_\(figures.stage.rawValue)")),
                        "parts": .text(wording.number(figures.parts)), "km": .text(PlanText.km(figures.km, wording)),
                        "cost": .text(PlanText.money(figures.cost, currency, wording)),
                    ]
                }),
            // A site is accepted when its tests say so, which the command looks at.
            "next_stages": .rows(
                [PlanStage.tendered, .contracted, .built].map {
                    ["word": .text($0.rawValue), "name": .text(wording("plan.stage_\($0.rawValue)"))]
                }),
            "lots": .rows(lots.map { ["number": .text("\($0)"), "name": .text(wording.number($0))] }),
            "has_lots": .flag(!lots.isEmpty),
            "sites": .rows(sites.prefix(PlanText.shownRows).map { PlanText.site($0, currency, wording) }),
            "segments": .rows(
                contents.segments.prefix(PlanText.shownRows).map { PlanText.segment($0, currency, wording) }),
            "has_segments": .flag(!contents.segments.isEmpty),
            "purchases": .rows(
                contents.purchases.prefix(PlanText.shownRows).map {
                    PlanText.purchase($0, name: names[$0.school] ?? nil, currency, wording)
                }),
            "transfers": .rows(contents.transfers.prefix(PlanText.shownRows).map { transfer($0, names, wording) }),
            "has_transfers": .flag(!contents.transfers.isEmpty),
            "more": .text(
                [contents.sites.count, contents.segments.count, contents.purchases.count].max() ?? 0
                    > PlanText.shownRows
                    ? wording("plan.more", ["rows": wording.number(PlanText.shownRows)]) : nil),
            "files": .rows(files.map { ["name": .text($0.name), "address": .text($0.address)] }),
            "has_files": .flag(!files.isEmpty),
        ]
    }

    /// In the order of building, and those that are left out behind.
    private var sites: [PlannedSite] {
        contents.sites.sorted {
            ($0.phase ?? .max, $0.order ?? .max, $0.site) < ($1.phase ?? .max, $1.order ?? .max, $1.site)
        }
    }

    private var lots: [Int] {
        Set(contents.sites.compactMap(\.lot) + contents.segments.compactMap(\.lot) + contents.purchases.map(\.lot))
            .sorted()
    }

    private func tiles(_ wording: Wording) -> [[String: PageValue]] {
        let plan = contents.plan
        func tile(_ key: String, _ value: String, about: String? = nil) -> [String: PageValue] {
            ["name": .text(wording(key)), "value": .text(value), "about": .text(about)]
        }
        let share = plan.budget > 0 ? wording.percent(plan.spent / plan.budget) : nil
        var tiles = [
            tile("plan.budget", PlanText.money(plan.budget, plan.currency, wording)),
            tile("plan.spent", PlanText.money(plan.spent, plan.currency, wording), about: share),
            tile(
                plan.kind == .fiber ? "plan.sites_connected" : "plan.schools_bought",
                wording.number(Self.reached(contents)),
                about: wording("plan.of_sites", ["sites": wording.number(contents.sites.count)])),
        ]
        if plan.kind == .fiber {
            let km = contents.segments.reduce(0) { $0 + ($1.km ?? 0) }
            tiles.append(tile("plan.km", PlanText.km(km, wording)))
        }
        // How far it may be from the best plan of its model (docs/planning.md).
        if plan.upperBound > 0 {
            let gap = max(0, (plan.upperBound - plan.weight) / plan.upperBound)
            tiles.append(
                tile(
                    "plan.gap",
                    wording.number(gap * 100, decimals: 1) + (wording.language == .en ? "%" : "\u{00A0}%"),
                    about: wording("plan.gap_about")))
        }
        return tiles
    }

    private func made(_ wording: Wording) -> String {
        wording("plan.made_by", ["day": wording.day(contents.plan.madeAt), "who": contents.plan.madeBy])
    }

    private func state(_ wording: Wording) -> String {
        guard let at = contents.plan.approvedAt else { return wording("plan.is_draft") }
        return wording("plan.approved_by", ["day": wording.day(at), "who": contents.plan.approvedBy ?? "–"])
    }

    private func sentence(_ trial: PlanTrial, _ wording: Wording) -> String {
        let isFiber = contents.plan.kind == .fiber
        return wording(
            isFiber ? "plan.trial_fiber" : "plan.trial_equip",
            [
                "budget": PlanText.money(trial.budget, contents.plan.currency, wording),
                "spent": PlanText.money(trial.spent, contents.plan.currency, wording),
                "reached": wording.number(trial.reached), "planned": wording.number(trial.planned),
                "km": PlanText.km(trial.km, wording),
            ])
    }

    private func transfer(
        _ transfer: PlannedTransfer, _ names: [String: String?], _ wording: Wording
    ) -> [String: PageValue] {
        [
            "from": .text((names[transfer.from] ?? nil) ?? transfer.from),
            "to": .text((names[transfer.to] ?? nil) ?? transfer.to),
            "category": .text(wording.word("category", transfer.category.rawValue)),
            "count": .text(wording.number(transfer.count)), "km": .text(PlanText.km(transfer.km, wording)),
        ]
    }
}
