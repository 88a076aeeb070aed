internal import Foundation
internal import Planning
internal import Presentation
internal import Synchronization

/// Runs the solver, tells how far it is, and lets Ctrl-C keep what is found.
struct SolverRun {
    let seed: UInt64
    let steps: Int?
    let seconds: Double?

    /// The most steps there are, where time alone ends a search.
    private static let endless = 1_000_000_000

    var wasInterrupted: Bool { Interruption.isWanted.load(ordering: .relaxed) }

    /// - Throws: `CommandFailure` for a problem that cannot be planned, and for a plan that does not hold.
    func solve(_ problem: RolloutProblem) throws -> RolloutPlan {
        try solve(problem, steps: effectiveSteps, seconds: seconds)
    }

    /// What shares of the budget, and more than it, would connect.
    /// - Throws: as `solve`.
    func curve(of problem: RolloutProblem, points: Int) throws -> RolloutCurve {
        Interruption.listen()
        let budget = problem.budget
        // Less than what is contracted is no budget.
        let bound = problem.links.reduce(0) { $0 + ($1.committedPhase == nil ? 0 : $1.cost) }
        let budgets = ((1...points).map { Double($0) / Double(points) } + [1.5, 2]).map { budget * $0 }
            .filter { $0 >= bound }
        var deadlines: [Int: ContinuousClock.Instant] = [:]
        do {
            return try RolloutCurve(
                problem, budgets: budgets, seed: seed, steps: effectiveSteps,
                shouldStop: { place in
                    if wasInterrupted { return true }
                    guard let seconds else { return false }
                    let deadline = deadlines[place] ?? ContinuousClock.now + .seconds(seconds / Double(budgets.count))
                    deadlines[place] = deadline
                    return ContinuousClock.now >= deadline
                }, check: Self.check)
        } catch let error as RolloutProblemError {
            throw CommandFailure(.badData, "no plan can be made: \(error)")
        }
    }

    private var effectiveSteps: Int? { seconds == nil ? steps : steps ?? Self.endless }

    /// A plan that does not hold is worse than none.
    private static func check(_ plan: RolloutPlan, _ problem: RolloutProblem) throws {
        let violations = RolloutInvariants.check(plan, problem)
        guard violations.isEmpty else {
            throw CommandFailure(
                .software,
                "the plan does not hold and is not shown (\(violations.prefix(3).map(\.description).joined(separator: " "))); "
                    + "please report this with the input")
        }
    }

    private func solve(_ problem: RolloutProblem, steps: Int?, seconds: Double?) throws -> RolloutPlan {
        Interruption.listen()
        let deadline = seconds.map { ContinuousClock.now + .seconds($0) }
        let plan: RolloutPlan
        do {
            plan = try RolloutSolver(problem, seed: seed, steps: steps).solve(
                shouldStop: {
                    Interruption.isWanted.load(ordering: .relaxed)
                        || deadline.map { ContinuousClock.now >= $0 } ?? false
                }, progress: Self.show)
        } catch let error as RolloutProblemError {
            throw CommandFailure(.badData, "no plan can be made: \(error)")
        }
        if Terminal.showsProgress { Terminal.endProgress() }
        try Self.check(plan, problem)
        return plan
    }

    private static func show(_ progress: RolloutProgress) {
        guard Terminal.showsProgress else { return }
        let bound = progress.upperBound.map { ", at most \(MoneyText($0))" } ?? ""
        Terminal.progress(
            "step \(progress.step): \(MoneyText(progress.value)) connected for \(MoneyText(progress.spent))\(bound)")
    }
}

/// Whether somebody pressed Ctrl-C; the second time ends the program.
private enum Interruption {
    static let isWanted = Atomic<Bool>(false)

    static func listen() {
        // Made before a handler can ask for it.
        _ = isWanted.load(ordering: .relaxed)
        signal(SIGINT) { number in
            Interruption.isWanted.store(true, ordering: .relaxed)
            signal(number, SIG_DFL)
        }
    }
}
