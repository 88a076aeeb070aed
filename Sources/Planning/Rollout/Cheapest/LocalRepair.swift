/// Takes the links of a tree out of a small neighbourhood, hangs what falls apart together anew, and keeps that where it is
/// cheaper: one neighbourhood costs as much time as its places and the ways from them to the root, whatever the tree's size.
struct LocalRepair {
    /// For each place the arc that it hangs from; -1 off the tree and for the root.
    private(set) var above: ContiguousArray<Int32>
    /// By how much the tree has become cheaper.
    private(set) var saved = 0.0
    /// Arcs and places looked at.
    private(set) var work = 0

    private let graph: RolloutGraph
    /// The same link the other way round; -1 where fiber may not go that way.
    private let back: ContiguousArray<Int32>
    private let isTerminal: ContiguousArray<Bool>
    private var children: ContiguousArray<Int32>

    /// The neighbourhood, and for each place its number there, or -1.
    private var members: ContiguousArray<Int32> = []
    private var number: ContiguousArray<Int32>
    /// Which members still hang together without the links that were taken out; the last is what the root hangs together with.
    private var parts = RepairParts()
    private var isWanted: ContiguousArray<Bool> = []
    private var distance: ContiguousArray<Double> = []
    private var via: ContiguousArray<Int32> = []
    private var queue = DistanceQueue()
    private var laid: ContiguousArray<Int32> = []

    init(_ graph: RolloutGraph, _ forest: RolloutForest) {
        self.graph = graph
        above = forest.arc
        children = forest.children
        isTerminal = ContiguousArray(forest.service.map { $0 == RolloutServices.fiber })
        back = ContiguousArray(
            graph.head.indices.map { arc in
                Int32(graph.arc(from: Int(graph.head[arc]), to: Int(graph.tail[arc])) ?? -1)
            })
        number = ContiguousArray(repeating: -1, count: graph.count)
    }

    /// The tree as a forest that serves what another one does.
    func forest(serving served: RolloutForest) -> RolloutForest {
        var forest = RolloutForest(count: graph.count)
        var way: ContiguousArray<Int32> = []
        for place in 1..<max(1, graph.count) {
            var up = place
            while above[up] >= 0, !forest.contains(up) {
                way.append(above[up])
                up = Int(graph.tail[Int(above[up])])
            }
            while let arc = way.popLast() { forest.attach(Int(arc), in: graph) }
            forest.serve(place, by: served.service[place], in: graph)
        }
        return forest
    }

    private func isOnTree(_ place: Int) -> Bool { place == RolloutGraph.root || above[place] >= 0 }

    /// Repairs one neighbourhood of so many places.
    /// - Parameter noise: by which share a link's length may be more than it costs while ways are looked for.
    mutating func step(around center: Int, size: Int, noise: Double, generator: inout SeededGenerator) {
        gather(around: center, size: size)
        defer { for member in members { number[Int(member)] = -1 } }
        let before = takeApart()
        guard let cost = connect(noise: noise, generator: &generator), cost < before - 1e-9 * max(1, before) else {
            return
        }
        saved += before - cost
        rebuild()
    }

    private mutating func gather(around center: Int, size: Int) {
        members.removeAll(keepingCapacity: true)
        members.append(Int32(center))
        number[center] = 0
        var next = 0
        while next < members.count, members.count < size {
            let arcs = graph.arcs(from: Int(members[next]))
            next += 1
            work += arcs.count
            for arc in arcs where back[arc] >= 0 && number[Int(graph.head[arc])] < 0 && members.count < size {
                number[Int(graph.head[arc])] = Int32(members.count)
                members.append(graph.head[arc])
            }
        }
    }

    /// Whether the link that a member hangs from is among those taken out.
    private func isInside(_ place: Int) -> Bool {
        let arc = Int(above[place])
        return arc >= 0 && back[arc] >= 0 && number[Int(graph.tail[arc])] >= 0
    }

    /// Tells the parts apart; what the links between the members cost.
    private mutating func takeApart() -> Double {
        let root = members.count
        parts.reset(members.count + 1)
        isWanted.removeAll(keepingCapacity: true)
        isWanted.append(contentsOf: repeatElement(false, count: members.count + 1))
        isWanted[root] = true
        var cost = 0.0
        var inside = ContiguousArray<Int32>(repeating: 0, count: members.count)
        for member in members where isInside(Int(member)) {
            cost += graph.cost[Int(above[Int(member)])]
            inside[Int(number[Int(graph.tail[Int(above[Int(member)])])])] += 1
        }
        for (index, member) in members.enumerated() where isOnTree(Int(member)) {
            let place = Int(member)
            if isTerminal[place] || children[place] > inside[index] { isWanted[index] = true }
            guard !isInside(place) else { continue }
            isWanted[index] = true
            var up = Int(graph.tail[Int(above[place])])
            while up != RolloutGraph.root, number[up] < 0 {
                work += 1
                up = Int(graph.tail[Int(above[up])])
            }
            parts.join(index, up == RolloutGraph.root ? root : Int(number[up]))
        }
        return cost
    }

    /// Grows a tree over the members that all wanted parts hang together with, its links in `laid`; what it costs.
    private mutating func connect(noise: Double, generator: inout SeededGenerator) -> Double? {
        laid.removeAll(keepingCapacity: true)
        queue.removeAll()
        distance.removeAll(keepingCapacity: true)
        distance.append(contentsOf: repeatElement(.infinity, count: members.count))
        via.removeAll(keepingCapacity: true)
        via.append(contentsOf: repeatElement(-1, count: members.count))
        var left = 0
        for index in 0...members.count where isWanted[index] {
            let part = parts.find(index)
            if !parts.isNeeded[part] {
                parts.isNeeded[part] = true
                left += 1
            }
        }
        reach(parts.find(members.count))
        left -= 1
        var cost = 0.0
        while left > 0 {
            guard let entry = queue.pop() else { return nil }
            let index = Int(entry.place)
            guard entry.distance == distance[index] else { continue }
            let part = parts.find(index)
            if parts.isNeeded[part], !parts.isReached[part] {
                cost += lay(to: index)
                left -= 1
                continue
            }
            let arcs = graph.arcs(from: Int(members[index]))
            work += arcs.count
            for arc in arcs where back[arc] >= 0 {
                let head = Int(number[Int(graph.head[arc])])
                guard head >= 0 else { continue }
                let length = entry.distance + graph.cost[arc] * (1 + noise * generator.fraction())
                guard length < distance[head] else { continue }
                distance[head] = length
                via[head] = Int32(arc)
                queue.push(Int32(head), length)
            }
        }
        return cost
    }

    /// Lays the way to a part, whose members and the way's then are where others begin.
    private mutating func lay(to index: Int) -> Double {
        var cost = 0.0
        var index = index
        let part = parts.find(index)
        while via[index] >= 0 {
            let arc = Int(via[index])
            laid.append(Int32(arc))
            cost += graph.cost[arc]
            via[index] = -1
            distance[index] = 0
            queue.push(Int32(index), 0)
            index = Int(number[Int(graph.tail[arc])])
        }
        reach(part)
        return cost
    }

    private mutating func reach(_ part: Int) {
        parts.isReached[part] = true
        for index in 0..<members.count where parts.find(index) == part && isOnTree(Int(members[index])) {
            distance[index] = 0
            via[index] = -1
            queue.push(Int32(index), 0)
        }
    }

    /// Puts the laid links in the place of those taken out, and turns round what then hangs from another end.
    private mutating func rebuild() {
        for member in members where isInside(Int(member)) {
            children[Int(graph.tail[Int(above[Int(member)])])] -= 1
            above[Int(member)] = -1
        }
        // A way is told from its end: what it begins at hangs together with the root by then.
        var ways: ContiguousArray<Int32> = []
        var open = laid
        var isHung = parts.isHung(members.count)
        while !open.isEmpty {
            ways.removeAll(keepingCapacity: true)
            for entry in open {
                let (tail, head) = (
                    Int(number[Int(graph.tail[Int(entry)])]), Int(number[Int(graph.head[Int(entry)])])
                )
                let (tailPart, headPart) = (parts.find(tail), parts.find(head))
                if isHung[tailPart], !isHung[headPart] {
                    hang(Int(graph.head[Int(entry)]), from: entry)
                    isHung[headPart] = true
                } else if isHung[headPart], !isHung[tailPart] {
                    hang(Int(graph.tail[Int(entry)]), from: back[Int(entry)])
                    isHung[tailPart] = true
                } else {
                    ways.append(entry)
                }
            }
            precondition(ways.count < open.count, "what was laid hangs together")
            swap(&ways, &open)
        }
        for member in members { prune(Int(member)) }
    }

    /// Hangs a part from an arc that leads to one of its places.
    private mutating func hang(_ place: Int, from arc: Int32) {
        var (place, next) = (place, arc)
        while true {
            let old = above[place]
            above[place] = next
            children[Int(graph.tail[Int(next)])] += 1
            guard old >= 0 else { return }
            let up = Int(graph.tail[Int(old)])
            children[up] -= 1
            next = back[Int(old)]
            place = up
        }
    }

    private mutating func prune(_ place: Int) {
        var place = place
        while place != RolloutGraph.root, above[place] >= 0, children[place] == 0, !isTerminal[place] {
            saved += graph.cost[Int(above[place])]
            let up = Int(graph.tail[Int(above[place])])
            above[place] = -1
            children[up] -= 1
            place = up
        }
    }
}
