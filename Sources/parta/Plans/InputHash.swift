internal import Planning
internal import Reports

/// What a plan was made from, in a few letters: the same for the same problem, whatever files it came in.
enum InputHash {
    static func of(_ problem: RolloutProblem) -> String {
        var parts = ["rollout 1", "hops \(problem.maxHops.map(String.init) ?? "-")"]
        parts += problem.phases.map { "phase \($0)" }
        for node in problem.nodes {
            parts += [
                node.id, node.kind.rawValue, "\(node.weight) \(node.isSource) \(node.servedCost) \(node.sourceCost)",
                "\(node.mustConnect) \(node.fiberExcluded)",
            ]
            parts += node.alternatives.map { "\($0.name) \($0.cost) \($0.weight)" }
        }
        parts += problem.links.map { link in
            "\(link.a) \(link.b) \(link.cost) \(link.committedPhase.map(String.init) ?? "-")"
        }
        return Digest.hex128(parts)
    }

    static func of(_ problem: EquipProblem) -> String {
        var parts = ["equip 1", problem.objective.rawValue]
        parts.append(problem.transfers.map { "transfers \($0.longestKm) \($0.neighbours)" } ?? "no transfers")
        for item in problem.items {
            parts += ["item \(item.mandatory)", item.room]
            parts += item.choices.map { choice in
                "\(problem.kinds[choice.kind]) \(choice.price.map { "\($0)" } ?? "-") \(choice.runningAYear)"
            }
        }
        for fund in problem.funds {
            parts += [
                fund.district.map { problem.districts[$0] } ?? "-", fund.funder, "\(fund.year) \(fund.amount)",
                "\(fund.purpose)",
            ]
        }
        for school in problem.schools {
            let place = [school.latitude, school.longitude].map { $0.map { "\($0)" } ?? "-" }
            parts += [school.id, problem.districts[school.district], "\(school.pupils) \(school.isRural) \(place)"]
            parts += school.needs.map { need in
                "\(need.item) \(need.needed.map(String.init) ?? "-") \(need.presentLow) \(need.presentHigh) \(need.present)"
            }
            parts += school.surplus.sorted { $0.key < $1.key }.map { "\(problem.kinds[$0.key]) \($0.value)" }
        }
        return Digest.hex128(parts)
    }
}
