import Testing

@testable import Planning

@Suite struct RolloutSearchTests {
    /// Forty-three sites take all the money, of which one hangs so deep that nothing may hang from it. No site behind it pays
    /// for hanging it nearer to the source by itself; all of them together do.
    @Test func paysForFewerHopsWhereManySitesGain() throws {
        var nodes = [RolloutNode(id: "s", isSource: true)]
        var links: [RolloutLink] = []
        func add(_ id: String, weight: Double, from place: Int, cost: Double) {
            nodes.append(RolloutNode(id: id, weight: weight))
            links.append(RolloutLink(a: place, b: nodes.count - 1, cost: cost))
        }
        for depth in 0..<3 { add("trunk\(depth)", weight: 1, from: depth, cost: 1) }
        for number in 0..<40 { add("near\(number)", weight: 1, from: 0, cost: 1) }
        for number in 0..<16 { add("behind\(number)", weight: 3, from: 3, cost: 1) }
        links.append(RolloutLink(a: 0, b: 3, cost: 5))
        let problem = RolloutProblem(nodes: nodes, links: links, budget: 43, maxHops: 3)
        let graph = RolloutGraph(problem, phase: 0)
        // Without the bound, which points to such plans while problems are as small as this one.
        var search = RolloutSearch(
            graph, budget: 43, maxHops: 3, base: RolloutForest(count: graph.count), generator: SeededGenerator(seed: 1))
        search.start(from: search.base)
        #expect(search.best.gain == 43)
        for _ in 0..<500 { _ = search.step(temperature: 0.01) }
        #expect(search.best.gain == 71)
        #expect(search.best.cost <= 43)
        #expect(search.best.depth.allSatisfy { $0 <= 3 })
    }
}
