/// Roads between points that matter: stretches without a fork in one piece, and without roads that lead nowhere.
struct RoadChains {
    /// Points where ways begin and end, in ascending order.
    private(set) var kept: [Int]
    private(set) var ways: [CandidateWay] = []

    /// - Parameter ends: points that stay, whatever roads they are on.
    init(_ graph: RoadGraph, ends: Set<Int>) {
        var degree = graph.at.map(\.count)
        var gone = [Bool](repeating: false, count: graph.stretches.count)
        var blind = degree.indices.filter { degree[$0] == 1 && !ends.contains($0) }
        while let point = blind.popLast() {
            guard degree[point] == 1, let last = graph.at[point].first(where: { !gone[Int($0)] }) else { continue }
            gone[Int(last)] = true
            degree[point] = 0
            let other = graph.stretches[Int(last)].other(point)
            degree[other] -= 1
            if degree[other] == 1, !ends.contains(other) { blind.append(other) }
        }
        kept = degree.indices.filter { ends.contains($0) || degree[$0] > 2 }
        let isKept = Set(kept)
        for first in kept {
            for start in graph.at[first] where !gone[Int(start)] {
                var stretch = graph.stretches[Int(start)]
                var (point, index) = (first, Int(start))
                var way = CandidateWay(a: first, b: first, lengthKm: 0, cost: 0)
                while true {
                    gone[index] = true
                    way.lengthKm += stretch.lengthKm
                    way.cost += stretch.cost
                    point = stretch.other(point)
                    guard !isKept.contains(point), let next = graph.at[point].first(where: { !gone[Int($0)] }) else {
                        break
                    }
                    if graph.isOwn[point] { way.path.append(graph.points[point]) }
                    index = Int(next)
                    stretch = graph.stretches[index]
                }
                way.b = point
                // A ring back to where it began joins nothing.
                if way.b != way.a { ways.append(way) }
            }
        }
    }
}
