import Glibc
import Planning

// What `parta plan fiber --sites --links --budget [--max-hops] [--seconds]` does with the benchmark's plain files, without the
// server around it: a release build of this takes a minute. The answer has the keys that the benchmark reads.
let arguments = Arguments(Array(CommandLine.arguments.dropFirst()))
var places: [Substring: Int] = [:]
var problem = RolloutProblem(nodes: [], links: [], budget: arguments.number("--budget") ?? 0)
problem.maxHops = arguments.number("--max-hops").map { Int($0) }
for row in Table(arguments.needed("--sites")).rows {
    places[row[0]] = problem.nodes.count
    problem.nodes.append(RolloutNode(id: String(row[0]), weight: Double(row[3]) ?? 0, isSource: row[4] == "yes"))
}
for row in Table(arguments.needed("--links")).rows {
    guard let a = places[row[0]], let b = places[row[1]], let cost = Double(row[2]) else { exit(65) }
    problem.links.append(RolloutLink(a: a, b: b, cost: cost))
}
let seconds = arguments.number("--seconds")
let deadline = seconds.map { ContinuousClock.now + .seconds($0) }
let showsProgress = isatty(STDERR_FILENO) == 1
let plan = try RolloutSolver(problem, steps: seconds == nil ? nil : 1_000_000_000).solve(
    shouldStop: { deadline.map { ContinuousClock.now >= $0 } ?? false },
    progress: { told in
        guard showsProgress else { return }
        let line = Array("\rstep \(told.step): \(told.value) connected for \(told.spent)".utf8)
        _ = write(STDERR_FILENO, line, line.count)
    })
let faults = RolloutInvariants.check(plan, problem)
guard faults.isEmpty else {
    print("error: the plan does not hold: \(faults)")
    exit(70)
}
print("{\"weight_connected\": \(plan.weight), \"upper_bound\": \(plan.upperBound), \"gap\": \(plan.gap),")
print(" \"least_cost\": \(plan.leastCost.map { "\($0)" } ?? "null"),")
print(" \"spent\": \(plan.spent), \"sites_connected\": \(plan.connected), \"sites\": \(plan.sites.map { _ in 0 })}")
