internal import Reports
internal import Store

extension MadeCountry {
    /// Schools with computers that run another system, or that nobody has got to yet.
    private static let otherSystemShare = 0.35

    /// Computers that no agent speaks for: known from lists alone.
    func computersOfOtherSystems(at plan: SchoolPlan) -> [RegisteredComputer] {
        var draws = Draws(seed: parameters.seed, "other systems", plan.number)
        guard draws.chance(Self.otherSystemShare) else { return [] }
        let memory = [(1_024, weight: 1.0), (2_048, weight: 3), (4_096, weight: 4), (8_192, weight: 3)]
        return (0..<max(1, plan.computers / 6)).map { number in
            RegisteredComputer(
                school: plan.id, room: number < 6 ? "205" : "206", label: "\(plan.id)-W\(number + 1)",
                vendor: draws.chance(0.5) ? "HP" : "Acer", model: draws.chance(0.5) ? "Compaq 6000" : "Veriton X",
                memoryMiB: draws.pick(memory), os: draws.chance(0.7) ? "Windows 10" : "Windows 7",
                purchasedOn: parameters.asOf.adding(days: -draws.whole(1_500...5_000)).description,
                pedagogical: draws.chance(0.8), source: draws.chance(0.3) ? .glpi : .csv)
        }
    }
}
