/// The cheapest way to send as much as can be from supplies to demands: successive shortest paths with potentials
/// (Ahuja, Magnanti, Orlin, "Network Flows", 1993, chapter 9).
struct CheapestFlow {
    struct Arc: Equatable {
        /// Indices into supplies and demands.
        var supply: Int
        var demand: Int
        /// Of one piece, not below 0.
        var cost: Double
    }

    /// - Returns: by arc, how many pieces it carries.
    static func solve(supplies: [Int], demands: [Int], arcs: [Arc]) -> [Int] {
        var search = Search(supplies: supplies, demands: demands, arcs: arcs)
        while search.augment() {}
        return search.flow
    }

    private struct Search {
        let arcs: [Arc]
        var flow: [Int]
        private var supplies: [Int]
        private var demands: [Int]
        private let supplyCount: Int
        /// By node, supplies first: the arcs that touch it.
        private var touching: [[Int]]
        private var potential: [Double]
        private var distance: [Double]
        private var arrival: [Int]
        private var isSettled: [Bool]
        private var heap: [(distance: Double, node: Int)] = []

        init(supplies: [Int], demands: [Int], arcs: [Arc]) {
            self.arcs = arcs
            self.supplies = supplies
            self.demands = demands
            supplyCount = supplies.count
            let nodes = supplies.count + demands.count
            flow = [Int](repeating: 0, count: arcs.count)
            touching = [[Int]](repeating: [], count: nodes)
            for (index, arc) in arcs.enumerated() {
                touching[arc.supply].append(index)
                touching[supplies.count + arc.demand].append(index)
            }
            potential = [Double](repeating: 0, count: nodes)
            distance = potential
            arrival = [Int](repeating: -1, count: nodes)
            isSettled = [Bool](repeating: false, count: nodes)
        }

        /// Sends along the shortest path from any supply with something left to any demand that lacks something.
        /// - Returns: false where there is none.
        mutating func augment() -> Bool {
            guard let end = shortest() else { return false }
            var count = demands[end - supplyCount]
            var node = end
            while arrival[node] >= 0 {
                let arc = arcs[arrival[node]]
                if node < supplyCount {
                    count = min(count, flow[arrival[node]])
                    node = supplyCount + arc.demand
                } else {
                    node = arc.supply
                }
            }
            count = min(count, supplies[node])
            supplies[node] -= count
            demands[end - supplyCount] -= count
            node = end
            while arrival[node] >= 0 {
                let index = arrival[node]
                if node < supplyCount {
                    flow[index] -= count
                    node = supplyCount + arcs[index].demand
                } else {
                    flow[index] += count
                    node = arcs[index].supply
                }
            }
            return true
        }

        /// Dijkstra over reduced costs from all supplies at once.
        private mutating func shortest() -> Int? {
            for node in distance.indices {
                (distance[node], arrival[node], isSettled[node]) = (.infinity, -1, false)
            }
            heap.removeAll(keepingCapacity: true)
            for node in supplies.indices where supplies[node] > 0 {
                // As from one source before them all, whose potential is 0.
                distance[node] = -potential[node]
                push(distance[node], node)
            }
            var (end, nearest) = (-1, Double.infinity)
            while let (reached, node) = pop() {
                guard !isSettled[node] else { continue }
                isSettled[node] = true
                if node >= supplyCount, demands[node - supplyCount] > 0, reached + potential[node] < nearest {
                    (end, nearest) = (node, reached + potential[node])
                }
                for index in touching[node] {
                    let arc = arcs[index]
                    let isForward = node < supplyCount
                    if !isForward, flow[index] == 0 { continue }
                    let next = isForward ? supplyCount + arc.demand : arc.supply
                    let cost = (isForward ? arc.cost : -arc.cost) + potential[node] - potential[next]
                    // Below 0 by a rounding at most.
                    let length = reached + max(0, cost)
                    if !isSettled[next], length < distance[next] {
                        (distance[next], arrival[next]) = (length, index)
                        push(length, next)
                    }
                }
            }
            guard end >= 0 else { return nil }
            for node in distance.indices where distance[node] < .infinity { potential[node] += distance[node] }
            return end
        }

        private mutating func push(_ distance: Double, _ node: Int) {
            heap.append((distance, node))
            var child = heap.count - 1
            while child > 0, heap[(child - 1) / 2].distance > heap[child].distance {
                heap.swapAt(child, (child - 1) / 2)
                child = (child - 1) / 2
            }
        }

        private mutating func pop() -> (Double, Int)? {
            guard let top = heap.first else { return nil }
            let last = heap.removeLast()
            guard !heap.isEmpty else { return top }
            heap[0] = last
            var parent = 0
            while 2 * parent + 1 < heap.count {
                var child = 2 * parent + 1
                if child + 1 < heap.count, heap[child + 1].distance < heap[child].distance { child += 1 }
                guard heap[child].distance < heap[parent].distance else { break }
                heap.swapAt(child, parent)
                parent = child
            }
            return top
        }
    }
}
