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

        @OptionGroup var database: DatabaseOptions
        @Option(help: "How to write the answer: table, json or csv.")
        var format: OutputFormat = .table

        func run() async throws {
            try await reportingFailures {
                let plans = try await database.openExisting().plans(scope: .everything)
                try format.show(plans, columns: PlanColumns.plans)
                if plans.isEmpty, format == .table {
                    Terminal.say("no plan is saved; `parta plan fiber --save NAME` keeps one")
                }
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what a plan decides, and how far each part has come.")

        @OptionGroup var database: DatabaseOptions
        @Argument(help: "The plan's number, as `parta plans` shows it.")
        var plan: Int
        @Option(help: "How to write the answer: table, json or csv (of sites).")
        var format: OutputFormat = .table

        func run() async throws {
            try await reportingFailures {
                let contents = try await database.openExisting().plan(plan, scope: .everything)
                switch format {
                case .json: print(String(decoding: try ReportCoder.encode(contents, pretty: true), as: UTF8.self))
                case .csv: try format.show(contents.sites, columns: PlanColumns.sites)
                case .table:
                    try format.show([contents.plan], columns: PlanColumns.plans)
                    print("\nSegments")
                    try format.show(contents.segments, columns: PlanColumns.segments)
                    print("\nSites")
                    try format.show(contents.sites, columns: PlanColumns.sites)
                }
            }
        }
    }

    struct Compare: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show what two plans decide differently.")

        @OptionGroup var database: DatabaseOptions
        @Argument(help: "The two plans' numbers.")
        var plans: [Int]
        @Option(help: "How to write the answer: table, json or csv (of sites).")
        var format: OutputFormat = .table

        func validate() throws {
            guard plans.count == 2 else { throw ValidationError("Two plans are compared: parta plans compare 1 2") }
        }

        func run() async throws {
            try await reportingFailures {
                let store = try database.openExisting()
                let comparison = PlanComparison(try await store.plan(plans[0], scope: .everything), try await store.plan(plans[1], scope: .everything))
                switch format {
                case .json: print(String(decoding: try ReportCoder.encode(comparison, pretty: true), as: UTF8.self))
                case .csv: try format.show(comparison.sites, columns: PlanColumns.differences)
                case .table:
                    try format.show([comparison.first, comparison.second], columns: PlanColumns.plans)
                    print("\nSites that differ (\(comparison.alike) are alike)")
                    try format.show(comparison.sites, columns: PlanColumns.differences)
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

        func run() async throws {
            try await reportingFailures {
                let store = try database.openExisting()
                try await store.noting(.planApproved, "plan \(plan)").approvePlan(
                    plan, by: CommandUser.name, at: Date(), programme: nil)
                Terminal.say("plan \(plan) is approved")
            }
        }
    }
}

extension OutputFormat {
    /// Prints rows.
    func show<Row: Encodable>(_ rows: [Row], columns: [Column<Row>]) throws {
        switch self {
        case .json: print(String(decoding: try ReportCoder.encode(rows, pretty: true), as: UTF8.self))
        case .csv: print(CSVText.render(rows, columns: columns), terminator: "")
        case .table: print(TextTable.render(rows, columns: columns, width: Terminal.width), terminator: "")
        }
    }
}
