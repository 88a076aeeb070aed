internal import ArgumentParser
internal import Foundation
internal import Planning
internal import Presentation
internal import Store

/// Whether a plan is kept, and which one it replaces.
struct FiberPlanOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Keep the plan in the database under this name, as a draft.", valueName: "name"))
    var save: String?

    @Option(
        help: ArgumentHelp(
            "Plan anew what this saved plan has not contracted yet: what it has is kept.", valueName: "plan"))
    var replan: Int?

    func validate() throws {
        if let save, save.isEmpty || save.utf8.count > 200 {
            throw ValidationError("--save wants a name of up to 200 bytes.")
        }
    }

    /// - Throws: `CommandFailure` for a name that is taken, `StoreFailure` where there is no database.
    func check(_ database: DatabaseOptions) async throws {
        if let save { try await PlanNames(store: database.openExisting()).check(save) }
    }

    /// Keeps what the earlier plan has bound money for.
    /// - Throws: `CommandFailure`, `StoreFailure.unknownPlan`.
    func keep(in draft: inout RolloutDraft, from database: DatabaseOptions) async throws {
        guard let replan else { return }
        let old = try await database.openExisting().plan(replan, scope: .everything)
        let unknown = draft.keep(
            old.segments.filter(\.stage.isCommitted).map { segment in
                KeptSegment(
                    from: segment.from, to: segment.to, cost: segment.cost, lengthKm: segment.km,
                    isPaid: segment.stage >= .built)
            },
            sites: old.sites.filter { $0.stage?.isCommitted ?? false }.map { site in
                KeptSite(id: site.site, isPaid: site.stage.map { $0 >= .built } ?? false)
            })
        guard unknown.isEmpty else {
            throw CommandFailure(
                .badData,
                "plan \(replan) has contracted what is not among the places now (\(unknown.prefix(5).joined(separator: ", "))): "
                    + "give the sites and roads that it was made from")
        }
    }

    /// - Throws: `StoreFailure`.
    func save(_ answer: RolloutAnswer, of problem: RolloutProblem, norm: String?, to database: DatabaseOptions)
        async throws
    {
        guard let save else { return }
        let store = try database.openExisting()
        var contents = answer.contents(
            SavedPlan(
                name: save, madeAt: Date(timeIntervalSince1970: Date().timeIntervalSince1970.rounded(.down)),
                madeBy: CommandUser.name, inputHash: InputHash.of(problem), norm: norm,
                settingsVersion: try await store.settingsVersion(), currency: answer.currency, budget: answer.budget,
                spent: answer.spent, weight: answer.weightConnected, upperBound: answer.upperBound, replans: replan))
        if let replan { contents.takeStages(of: try await store.plan(replan, scope: .everything)) }
        let noted = store.noting(.planSaved, save, "fiber, \(answer.sitesConnected) sites") { (id: Int) in
            "plan \(id)"
        }
        let id = try await noted.savePlan(contents)
        Terminal.say("kept as plan \(id), a draft: `parta plans approve \(id)` makes it one that is followed")
    }
}

/// Names of saved plans.
struct PlanNames {
    let store: any Store

    /// Said before a plan is computed, not after.
    /// - Throws: `CommandFailure` for a name that is taken.
    func check(_ name: String) async throws {
        if let other = try await store.plans(scope: .everything).first(where: { $0.name == name }) {
            throw CommandFailure(
                .badData, "plan \(other.id) is called \"\(name)\" already; give the new one another name")
        }
    }
}

extension PlanContents {
    /// What an earlier plan has bound money for is where it was.
    mutating func takeStages(of earlier: PlanContents) {
        let kept = earlier.segments.filter(\.stage.isCommitted)
        for index in segments.indices {
            let ends = Set([segments[index].from, segments[index].to])
            if let old = kept.first(where: { Set([$0.from, $0.to]) == ends }) { segments[index].stage = old.stage }
        }
        for index in sites.indices where sites[index].technology != nil {
            let old = earlier.sites.first { $0.site == sites[index].site }
            if let stage = old?.stage, stage.isCommitted { sites[index].stage = stage }
        }
    }
}

extension RolloutAnswer {
    /// What the store keeps of a plan.
    func contents(_ plan: SavedPlan) -> PlanContents {
        PlanContents(
            plan: plan,
            sites: sites.map { site in
                PlannedSite(
                    site: site.siteID, name: site.name, technology: site.technology, phase: site.phase,
                    order: site.order, cost: site.cost, weight: site.weight, reason: site.reason, lot: site.lot,
                    stage: site.connected ? .planned : nil)
            },
            segments: segments.map { segment in
                PlannedSegment(
                    order: segment.order, from: segment.from, to: segment.to, km: segment.km, cost: segment.cost,
                    phase: segment.phase, lot: segment.lot, stage: segment.contracted ? .contracted : .planned)
            })
    }
}
