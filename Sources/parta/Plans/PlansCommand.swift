internal import Aggregator
internal import ArgumentParser
internal import Foundation
internal import Presentation
internal import Reports
internal import Store

struct PlansCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plans",
        abstract: "Saved plans, and how far they have come.",
        subcommands: [List.self, Show.self, Compare.self, Approve.self, Progress.self], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List saved plans, the latest first (the default).")

        @OptionGroup var source: SourceOptions
        @OptionGroup var writing: PlanWriting

        func run() async throws {
            try await reportingFailures {
                let plans = try await source.open().rows(.plans, Query(asOf: Date(), language: writing.lang))
                try writing.show(plans, columns: RowList.plans.columns + RowList.plans.details)
                if plans.isEmpty, writing.format == .table {
                    Terminal.say("no plan is saved; `parta plan fiber --save NAME` keeps one")
                }
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what a plan decides, and how far each part has come.")

        @OptionGroup var source: SourceOptions
        @Argument(help: "The plan's number, as `parta plans` shows it.")
        var plan: Int
        @OptionGroup var writing: PlanWriting

        func run() async throws {
            try await reportingFailures {
                let contents = try await contents(source.open())
                switch writing.format {
                case .json: print(String(decoding: try ReportCoder.encode(contents, pretty: true), as: UTF8.self))
                case .csv: try showCSV(contents)
                case .table: try showTables(contents)
                }
            }
        }

        /// Asked part by part, as a server answers.
        private func contents(_ answers: any QuerySource) async throws -> PlanContents {
            var query = Query(asOf: Date(), language: writing.lang)
            query.filters.plan = plan
            guard let found = try await answers.rows(.plans, query).first else { throw StoreFailure.unknownPlan(plan) }
            var contents = PlanContents(plan: found, sites: try await answers.rows(.planSites, query).map(\.part))
            switch found.kind {
            case .fiber: contents.segments = try await answers.rows(.planSegments, query).map(\.part)
            case .equip:
                contents.purchases = try await answers.rows(.planPurchases, query).map(\.part)
                contents.transfers = try await answers.rows(.planTransfers, query).map(\.part)
            }
            return contents
        }

        private func showCSV(_ contents: PlanContents) throws {
            switch contents.plan.kind {
            case .fiber: try writing.show(contents.sites, columns: PlanColumns.sites)
            case .equip: try writing.show(contents.purchases, columns: PlanColumns.purchases)
            }
        }

        private func showTables(_ contents: PlanContents) throws {
            try writing.show([contents.plan], columns: RowList.plans.columns)
            try writing.show(contents.purchases, columns: PlanColumns.purchases, under: .purchases)
            try writing.show(contents.transfers, columns: PlanColumns.transfers, under: .transfers)
            try writing.show(contents.segments, columns: PlanColumns.segments, under: .segments)
            try writing.show(contents.sites, columns: PlanColumns.sites, under: .sites)
        }
    }

    struct Compare: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show what two plans decide differently.")

        @OptionGroup var database: DatabaseOptions
        @Argument(help: "The two plans' numbers.")
        var plans: [Int]
        @OptionGroup var writing: PlanWriting

        func validate() throws {
            guard plans.count == 2 else { throw ValidationError("Two plans are compared: parta plans compare 1 2") }
        }

        func run() async throws {
            try await reportingFailures {
                let store = try database.openExisting()
                let comparison = PlanComparison(
                    try await store.plan(plans[0], scope: .everything),
                    try await store.plan(plans[1], scope: .everything))
                switch writing.format {
                case .json: print(String(decoding: try ReportCoder.encode(comparison, pretty: true), as: UTF8.self))
                case .csv where comparison.purchases.isEmpty:
                    try writing.show(comparison.sites, columns: PlanColumns.differences)
                case .csv: try writing.show(comparison.purchases, columns: PlanColumns.purchaseDifferences)
                case .table:
                    try writing.show([comparison.first, comparison.second], columns: RowList.plans.columns)
                    Terminal.say("\(comparison.alike) sites are alike")
                    try writing.show(
                        comparison.purchases, columns: PlanColumns.purchaseDifferences, under: .purchases)
                    try writing.show(comparison.sites, columns: PlanColumns.differences, under: .sites)
                }
            }
        }
    }

    struct Approve: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Approve a draft: from then on its progress is followed.")

        @OptionGroup var database: DatabaseOptions
        @Argument(help: "The plan's number.")
        var plan: Int
        @Option(
            help: ArgumentHelp(
                "Of a plan of purchases: the programme that brings them; its schools take part in it, and `parta programmes "
                    + "--expected` tells what has not come.", valueName: "id"))
        var programme: String?

        func run() async throws {
            try await reportingFailures {
                let store = try database.openExisting()
                let what = programme.map { "for \($0)" }
                try await store.noting(.planApproved, "plan \(plan)", what).approvePlan(
                    plan, by: CommandUser.name, at: Date(), programme: programme)
                Terminal.say("plan \(plan) is approved" + (programme.map { ": \($0) expects its purchases" } ?? ""))
            }
        }
    }
}
