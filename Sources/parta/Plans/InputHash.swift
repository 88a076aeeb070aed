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
}
