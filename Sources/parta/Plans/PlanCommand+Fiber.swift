internal import ArgumentParser
internal import Exchange
internal import Foundation
internal import Planning
internal import Presentation
internal import Reports
internal import Store

extension PlanCommand {
    struct Fiber: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Which sites to connect by fiber with a budget, over which links, and in which order.",
            discussion: """
                Without --sites, the schools of the database whose line has to be built, and as sources its fiber nodes and \
                schools on fiber. Without --links, candidate links come from geography, or with --roads from roads. Every \
                answer says its bound: no plan of the stated model can be worth more. docs/planning.md says what the model \
                is, and what each column and option means. Ctrl-C ends the search with the best plan found.
                """)

        @OptionGroup(title: "Money") var money: FiberMoneyOptions
        @OptionGroup(title: "Places") var places: FiberPlaceOptions
        @OptionGroup(title: "Links") var links: FiberLinkOptions
        @OptionGroup(title: "Costs") var costs: FiberCostOptions
        @OptionGroup(title: "Search") var search: FiberSearchOptions
        @OptionGroup(title: "Answer") var answer: FiberAnswerOptions
        @OptionGroup(title: "Keeping") var keeping: FiberPlanOptions

        func run() async throws {
            try await reportingFailures {
                // Said before anything is computed.
                try answer.check()
                try await keeping.check(places.database)
                let norm = try await places.lineNorm()
                var input = try await input(norm)
                try await keeping.keep(in: &input.draft, from: places.database)
                let run = SolverRun(seed: search.seed, steps: search.steps, seconds: search.seconds)
                let plan = try run.solve(input.draft.problem)
                var result = RolloutAnswer(
                    plan, of: input.draft, lots: answer.lots, labels: money.labels, remedyCost: costs.remedyCost)
                if let points = answer.curve {
                    result.take(try run.curve(of: input.draft.problem, points: points), of: input.draft)
                }
                if run.wasInterrupted { Terminal.say("interrupted: this is the best plan found until then") }
                for notice in input.notices { Terminal.say("warning: \(DisplayText.harmless(notice))") }
                if let file = answer.out {
                    try RolloutFile(result, plan: plan, draft: input.draft).write(file, replaces: answer.force)
                }
                try await keeping.save(
                    result, of: input.draft.problem, norm: norm?.name, to: places.database)
                try answer.show(result)
            }
        }

        private func input(_ norm: LineNorm?) async throws -> FiberInput {
            let sites = try await places.read(needsPoints: links.links == nil, norm: norm)
            return try links.input(
                sites, costs: costs.costs(), phases: money.amounts(), maxHops: links.maxHops, firstYear: money.year)
        }
    }
}
