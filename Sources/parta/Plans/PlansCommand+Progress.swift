public import ArgumentParser
internal import Foundation
internal import Planning
internal import Presentation
internal import Reports
public import Store

extension PlanStage: ExpressibleByArgument {}

extension PlansCommand {
    struct Progress: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show how far a plan has come, or note that a part of it has come to a stage.",
            discussion: """
                Stages are planned, tendered, contracted, built (of purchases: delivered) and accepted; they go forward and \
                never back. A site is accepted when the tests of its school's line reach the contracted rate, or without one \
                the norm; a purchase when the school's computers see it beside what they saw when the plan was made, and what \
                no computer can see on a --document.
                """)

        @OptionGroup var database: DatabaseOptions
        @Argument(help: "The plan's number.")
        var plan: Int
        @Option(help: "What a part has come to: tendered, contracted, built or accepted.")
        var stage: PlanStage?
        @Option(help: ArgumentHelp("Only this lot.", valueName: "number"))
        var lot: Int?
        @Option(help: ArgumentHelp("Only this site, with the cable to it.", valueName: "id"))
        var site: String?
        @Option(
            help: ArgumentHelp("The day it happened, such as 2026-11-22 (default: today in UTC).", valueName: "day"))
        var day: String?
        @Option(help: ArgumentHelp("The document that says so.", valueName: "text"))
        var document: String?
        @OptionGroup var period: PeriodOption
        @OptionGroup var norm: NormOption
        @OptionGroup var writing: PlanWriting

        func validate() throws {
            guard lot == nil || site == nil else { throw ValidationError("Give --lot or --site, not both.") }
            guard stage != nil || (lot == nil && site == nil && day == nil && document == nil) else {
                throw ValidationError("--lot, --site, --day and --document go with --stage.")
            }
            if stage == .planned { throw ValidationError("Everything begins as planned; stages go forward only.") }
            if let day, CivilDate(day) == nil {
                throw ValidationError("--day wants a day such as 2026-11-22, not \(day).")
            }
        }

        func run() async throws {
            try await reportingFailures {
                let store = try database.openExisting()
                if let stage { try await note(stage, in: store) }
                let contents = try await store.plan(plan, scope: .everything)
                try writing.show(
                    PlanStage.allCases.map { StageRow($0, of: contents) }, columns: PlanColumns.stages)
            }
        }

        private func note(_ stage: PlanStage, in store: any Store) async throws {
            let now = Date()
            guard let today = CivilDate(day ?? now.formatted(.iso8601.year().month().day())) else {
                throw CommandFailure(.software, "today is no day")
            }
            var progress = PlanProgress(
                plan: plan, part: lot.map { .lot($0) } ?? site.map { .site($0) } ?? .all, stage: stage, day: today,
                document: document, notedAt: now, notedBy: CommandUser.name)
            if stage == .accepted {
                switch try await store.plan(plan, scope: .everything).plan.kind {
                case .fiber: progress.measuredMbps = try await proof(in: store)
                case .equip:
                    progress.verifiedPieces = try await PurchaseProof(store: store, progress: progress).pieces()
                }
            }
            let what = lot.map { "lot \($0)" } ?? site ?? "all"
            let count = try await store.noting(.planAdvanced, "plan \(plan)", "\(what): \(stage.rawValue)")
                .advancePlan(progress)
            Terminal.say("\(count) \(count == 1 ? "part is" : "parts are") \(stage.rawValue) now")
        }

        /// What the lines of the sites that are to be accepted gave.
        /// - Throws: `CommandFailure` that names those that did not give enough.
        private func proof(in store: any Store) async throws -> [String: Double] {
            let sites = try await store.plan(plan, scope: .everything).sites.filter { planned in
                planned.stage == .built && (lot == nil || planned.lot == lot) && (site == nil || planned.site == site)
            }
            let lineNorm = try await norm.line(keptIn: database)
            var measured: [String: Double] = [:]
            var refusals: [String] = []
            for planned in sites {
                var query = period.applied(to: Query(asOf: Date(), norm: lineNorm))
                query.school = planned.site
                let isFiber = planned.technology == RolloutTechnology.fiber.name
                do {
                    let lines = try await store.lines(query, scope: .everything)
                    switch PlanAcceptance.judge(lines, medium: isFiber ? LineMedium.fiber.rawValue : nil) {
                    case .accepted(let mbps): measured[planned.site] = mbps
                    case .refused(let reason): refusals.append("\(planned.site) \(reason)")
                    }
                } catch StoreFailure.unknownSchool(let school) {
                    refusals.append("\(school) is no school of the registry, so nothing measures its line")
                }
            }
            if !refusals.isEmpty { throw CommandFailure.notAccepted(refusals) }
            return measured
        }
    }
}

extension CommandFailure {
    static func notAccepted(_ refusals: [String]) -> CommandFailure {
        CommandFailure(
            .badData,
            "nothing was accepted: \(refusals.prefix(10).joined(separator: "; "))"
                + (refusals.count > 10 ? "; and \(refusals.count - 10) more" : ""))
    }
}
