internal import Aggregator
public import ArgumentParser
internal import Exchange
internal import ExchangeRows
internal import Foundation
public import Planning
internal import Presentation
internal import Store

extension EquipObjective: ExpressibleByArgument {}

extension PlanCommand {
    struct Equip: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "What to buy for whom: what a norm asks, what is there, what neighbours can give, what the money buys.",
            discussion: """
                What schools have too many of goes to those of their district that lack it; then rooms are made whole, those that
                serve the most pupils for the money first. Without a budget everything that is missing is bought. The bound says
                how much no other purchases could exceed. docs/planning.md has the model.

                parta plan equip --area Alga --norm kz-small-schools --budget 20000000 --present registered
                parta plan equip --norm norm.yaml --budgets money.csv --out purchases.xlsx --by item
                """)

        @OptionGroup var database: DatabaseOptions
        @OptionGroup var options: QueryOptions

        @Option(help: ArgumentHelp(EquipmentNormName.help, valueName: "file|id"))
        var norm: String

        @Option(help: ArgumentHelp("The money for all purchases, in the norm's currency.", valueName: "amount"))
        var budget: Double?

        @Option(
            help: ArgumentHelp(
                "Money by district, funder and year: a table with district, funder, year, amount and earmark (a room's kind, a "
                    + "category, or running for yearly cost).", valueName: "file"))
        var budgets: String?

        @Option(
            help:
                "What counts as there: verified (seen lately), registered (on the books too) or best (weighed by coverage)."
        )
        var present: PresenceChoice = .best

        @Option(help: "What to make as much of as can be: pupils, schools or rural-first.")
        var objective: EquipObjective = .pupils

        @Flag(help: "Leave what schools have too many of where it is.")
        var noTransfers = false

        @Option(help: ArgumentHelp("The longest way of a transfer.", valueName: "km"))
        var transferKm: Double = 50

        @Flag(help: "Ask for what the norm only recommends too.")
        var recommended = false

        @Option(help: "A row per line (school, room and item), room, school, item or district.")
        var by: EquipGrouping = .room

        @Option(help: ArgumentHelp("Write the list of purchases to this file: .xlsx, or .csv.", valueName: "file"))
        var out: String?

        @Option(
            help: ArgumentHelp(
                "A lot is one thing; one that would cost more is parted by districts.", valueName: "amount"))
        var largestLot: Double?

        @Flag(help: "Replace the file of --out.")
        var force = false

        @Option(help: ArgumentHelp("Keep the plan in the database under this name, as a draft.", valueName: "name"))
        var save: String?

        func validate() throws {
            guard budget == nil || budgets == nil else {
                throw ValidationError("Give --budget or --budgets, not both.")
            }
            if let budget, !(0...1e15).contains(budget) {
                throw ValidationError("--budget wants an amount of money from 0, not \(budget).")
            }
            if let largestLot, !(largestLot > 0) { throw ValidationError("--largest-lot wants an amount above 0.") }
            guard (0.1...2_000).contains(transferKm) else { throw ValidationError("--transfer-km wants 0.1 to 2000.") }
            guard options.room == nil, options.format != .geojson else {
                throw ValidationError("A plan is of whole schools, and no map: leave --room and geojson out.")
            }
            if let save, save.isEmpty || save.utf8.count > 200 {
                throw ValidationError("--save wants a name of up to 200 bytes.")
            }
            if save != nil, options.asOf != nil {
                throw ValidationError("A plan is kept of what is there now: leave --as-of out.")
            }
            if let out, !out.lowercased().hasSuffix(".xlsx"), !out.lowercased().hasSuffix(".csv") {
                throw ValidationError("--out wants a name that ends in .xlsx or .csv.")
            }
        }

        func run() async throws {
            try await reportingFailures {
                if let out { try ExportFile.check(out, as: Self.format(of: out), replaces: force) }
                let store = try database.openExisting()
                if let save { try await PlanNames(store: store).check(save) }
                let norm = try await EquipmentNormName.read(norm, from: store)
                var inputs = try await EquipInputs(
                    norm: norm, query: options.query(), store: store, presence: present, recommended: recommended)
                var funds = budget.map { [EquipFund(amount: $0)] } ?? []
                if let budgets {
                    funds = try EquipFunds(problem: inputs.problem, norm: norm).read(budgets)
                    guard !funds.isEmpty else {
                        throw CommandFailure(.badData, "\(budgets) has no money for the schools that are asked for")
                    }
                }
                inputs.plan(
                    for: objective, of: funds, transfers: noTransfers ? nil : .init(longestKm: transferKm))
                let plan = try checked(inputs.problem)
                let rows = EquipRows(inputs: inputs, plan: plan)
                if let out { try write(rows.purchases(largestLot: largestLot), to: out) }
                if let save {
                    try await EquipKeeping(rows: rows, largestLot: largestLot, query: options.query())
                        .save(save, to: store)
                }
                try show(rows)
            }
        }

        /// No plan is shown that breaks what must hold of all.
        private func checked(_ problem: EquipProblem) throws -> EquipPlan {
            let plan: EquipPlan
            do { plan = try EquipPlanner(problem).plan() } catch {
                throw CommandFailure(.badData, "there is no plan: \(error)")
            }
            let broken = EquipInvariants.violations(of: plan, in: problem)
            guard broken.isEmpty else {
                throw CommandFailure(
                    .software,
                    "the plan is wrong and not shown: \(broken.prefix(3).joined(separator: "; ")); please report it")
            }
            return plan
        }

        private func show(_ rows: EquipRows) throws {
            if options.format == .json {
                let encoder = JSONEncoder()
                encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
                let answer = EquipAnswer(rows, by: by, presence: present, largestLot: largestLot)
                print(String(decoding: try encoder.encode(answer), as: UTF8.self))
            } else {
                try options.write(rows.rows(by: by), columns: EquipColumns.columns(by: by))
            }
            for sentence in EquipWords(rows).sentences { Terminal.say(sentence) }
        }

        private static func format(of path: String) -> TableFormat {
            path.lowercased().hasSuffix(".xlsx") ? .exchange(.xlsx) : .csv
        }

        private func write(_ purchases: [EquipPurchase], to path: String) throws {
            let file = try ExportFile(
                path, as: Self.format(of: path), header: EquipPurchase.header, replaces: force)
            do {
                for (index, purchase) in purchases.enumerated() {
                    try file.write(TableRow(number: index + 1, cells: purchase.cells))
                }
                try file.finish()
            } catch {
                file.discard()
                throw error
            }
            Terminal.say("\(purchases.count) purchases written to \(DisplayText.harmless(path))")
        }
    }
}
