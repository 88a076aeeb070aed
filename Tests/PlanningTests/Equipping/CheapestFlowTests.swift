import Testing

@testable import Planning

@Suite("The cheapest transfers")
struct CheapestFlowTests {
    /// All ways to send, one piece at a time: the most pieces, and of those the least cost.
    private func best(_ supplies: [Int], _ demands: [Int], _ arcs: [CheapestFlow.Arc]) -> (count: Int, cost: Double) {
        var found = (count: 0, cost: 0.0)
        func go(_ index: Int, _ supplies: [Int], _ demands: [Int], _ count: Int, _ cost: Double) {
            guard index < arcs.count else {
                if count > found.count || (count == found.count && cost < found.cost) { found = (count, cost) }
                return
            }
            let arc = arcs[index]
            for sent in 0...min(supplies[arc.supply], demands[arc.demand]) {
                var (left, open) = (supplies, demands)
                left[arc.supply] -= sent
                open[arc.demand] -= sent
                go(index + 1, left, open, count + sent, cost + Double(sent) * arc.cost)
            }
        }
        go(0, supplies, demands, 0, 0)
        return found
    }

    @Test("of small cases it finds the most pieces over the fewest kilometres", arguments: 0..<200)
    func exact(_ seed: Int) {
        var numbers = SeededNumbers(UInt64(seed))
        let supplies = (0..<3).map { _ in Int.random(in: 0...3, using: &numbers) }
        let demands = (0..<3).map { _ in Int.random(in: 0...3, using: &numbers) }
        var arcs: [CheapestFlow.Arc] = []
        for supply in supplies.indices {
            for demand in demands.indices where Int.random(in: 0...3, using: &numbers) > 0 {
                arcs.append(.init(supply: supply, demand: demand, cost: Double(Int.random(in: 0...9, using: &numbers))))
            }
        }
        let flow = CheapestFlow.solve(supplies: supplies, demands: demands, arcs: arcs)
        let best = best(supplies, demands, arcs)
        #expect(flow.reduce(0, +) == best.count)
        #expect(zip(flow, arcs).reduce(0) { $0 + Double($1.0) * $1.1.cost } == best.cost)
        for (index, supply) in supplies.enumerated() {
            let sent = zip(flow, arcs).filter { $0.1.supply == index }.reduce(0) { $0 + $1.0 }
            #expect(sent <= supply)
        }
    }

    @Test("the nearest within reach are found across the antimeridian and at the pole", arguments: [false, true])
    func reach(_ isMany: Bool) {
        // Seventy givers far away make cells worth while.
        let far = (0..<70).map { (latitude: 40 + Double($0) / 10, longitude: 60.0) }
        let near: [(latitude: Double, longitude: Double)?] = [
            (0, 179.9), (0, -179.9), (89.9, 0), (89.9, 180), (0, 170), nil,
        ]
        let reach = TransferReach(near + far.map(Optional.some), longestKm: 25)
        let givers = [1, 3, 4, 5] + (isMany ? Array(6..<76) : [])
        let pairs = reach.nearest(4, of: givers, to: [0, 2, 5])
        #expect(pairs.map(\.seeker) == [0, 1] && pairs.map(\.giver) == [0, 1])
        // A fifth of a degree of a great circle.
        for pair in pairs { #expect(abs(pair.km - 22.239) < 0.001) }
    }
}
