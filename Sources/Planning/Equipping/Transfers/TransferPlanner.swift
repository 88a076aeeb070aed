/// Carries what schools have too many of to those of their district that lack it: as many pieces as can be, over the fewest
/// piece-kilometres.
struct TransferPlanner {
    let problem: EquipProblem
    let rules: EquipProblem.Transfers

    /// - Returns: by kind, then by the schools' order.
    func plan() -> [EquipTransfer] {
        let places = problem.schools.map { school in
            school.latitude.flatMap { latitude in school.longitude.map { (latitude, $0) } }
        }
        let reach = TransferReach(places, longestKm: rules.longestKm)
        let (surplus, lacking) = balance()
        return problem.kinds.indices.flatMap { kind -> [EquipTransfer] in
            surplus[kind].isEmpty || lacking[kind].isEmpty
                ? [] : transfers(of: kind, surplus[kind], lacking[kind], reach)
        }
    }

    /// A school and how many pieces it can give, or lacks.
    private typealias Part = (school: Int, count: Int)

    /// By kind, in the order of the schools.
    private func balance() -> (surplus: [[Part]], lacking: [[Part]]) {
        var surplus = [[Part]](repeating: [], count: problem.kinds.count)
        var lacking = surplus
        for (index, school) in problem.schools.enumerated() {
            for (kind, count) in school.surplus where count > 0 { surplus[kind].append((index, count)) }
        }
        for (index, school) in problem.schools.enumerated() {
            for need in school.needs where need.missing > 0 {
                let item = problem.items[need.item]
                let kind = item.choices[0].kind
                guard item.mandatory, !surplus[kind].isEmpty else { continue }
                if let last = lacking[kind].last, last.school == index {
                    lacking[kind][lacking[kind].count - 1].count += need.missing
                } else {
                    lacking[kind].append((index, need.missing))
                }
            }
        }
        return (surplus, lacking)
    }

    private func transfers(
        of kind: Int, _ surplus: [Part], _ lacking: [Part], _ reach: TransferReach
    ) -> [EquipTransfer] {
        let giving = Dictionary(grouping: surplus) { problem.schools[$0.school].district }
        let seeking = Dictionary(grouping: lacking) { problem.schools[$0.school].district }
        return seeking.keys.sorted().flatMap { district -> [EquipTransfer] in
            guard let givers = giving[district], let seekers = seeking[district] else { return [] }
            // A school that has a surplus of a kind lacks none of it, unless a room of it may not take it.
            let pairs = reach.nearest(rules.neighbours, of: givers.map(\.school), to: seekers.map(\.school))
                .filter { seekers[$0.seeker].school != givers[$0.giver].school }
            let arcs = pairs.map { CheapestFlow.Arc(supply: $0.giver, demand: $0.seeker, cost: $0.km) }
            let flow = CheapestFlow.solve(
                supplies: givers.map(\.count), demands: seekers.map(\.count), arcs: arcs)
            return zip(arcs, flow).filter { $0.1 > 0 }.map { arc, count in
                EquipTransfer(
                    from: givers[arc.supply].school, to: seekers[arc.demand].school, kind: kind, count: count,
                    km: arc.cost)
            }
        }
    }
}
