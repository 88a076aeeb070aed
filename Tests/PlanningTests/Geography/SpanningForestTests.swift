import Planning
import Testing

@Suite("Spanning forests on the sphere")
struct SpanningForestTests {
    @Test("It is as short as Prim's tree over all pairs", arguments: ScatteredPoints.Place.allCases, [2, 3, 40, 700])
    func shortest(place: ScatteredPoints.Place, count: Int) {
        let points = ScatteredPoints.at(place, count)
        let forest = SpanningForest(points)
        #expect(forest.edges.count == count - 1)
        #expect(Self.connects(forest.edges, count))
        #expect(abs(forest.km - Self.prim(points)) < 1e-6 * max(1, forest.km))
        for edge in forest.edges { #expect(abs(edge.km - points[edge.a].distanceKm(to: points[edge.b])) < 1e-6) }
    }

    @Test("Fewer than two points have no edges", arguments: [0, 1])
    func few(count: Int) {
        #expect(SpanningForest(ScatteredPoints.at(.country, count)).edges.isEmpty)
    }

    @Test("Nothing longer than a link may be is in the forest")
    func longest() {
        let forest = SpanningForest(ScatteredPoints.at(.country, 300))
        let short = forest.edges(upToKm: 50)
        #expect(short.allSatisfy { $0.km <= 50 })
        #expect(!short.isEmpty && short.count < forest.edges.count)
    }

    private static func connects(_ edges: [SpanningForest.Edge], _ count: Int) -> Bool {
        var near = [[Int]](repeating: [], count: count)
        for edge in edges {
            near[edge.a].append(edge.b)
            near[edge.b].append(edge.a)
        }
        var seen = [Bool](repeating: false, count: count)
        var open = [0]
        seen[0] = true
        while let point = open.popLast() {
            for next in near[point] where !seen[next] {
                seen[next] = true
                open.append(next)
            }
        }
        return seen.allSatisfy { $0 }
    }

    private static func prim(_ points: [SpherePoint]) -> Double {
        var nearest = [Double](repeating: .infinity, count: points.count)
        var isIn = [Bool](repeating: false, count: points.count)
        var (last, km) = (0, 0.0)
        isIn[0] = true
        for _ in 1..<points.count {
            for index in points.indices where !isIn[index] {
                nearest[index] = min(nearest[index], points[last].distanceKm(to: points[index]))
            }
            last = points.indices.filter { !isIn[$0] }.min { nearest[$0] < nearest[$1] }!
            isIn[last] = true
            km += nearest[last]
        }
        return km
    }
}
