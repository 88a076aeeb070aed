/// Which places a step of the search looks at.
struct SearchRegion {
    /// The root and all that a link or another technology could serve.
    let everywhere: ContiguousArray<Int32>
    private(set) var members: ContiguousArray<Int32> = []
    private(set) var isOpen: ContiguousArray<Bool>
    private var isSeen: ContiguousArray<Bool>
    private let graph: RolloutGraph

    init(_ graph: RolloutGraph) {
        self.graph = graph
        everywhere = ContiguousArray(
            (0..<Int32(graph.count)).filter { place in
                place == 0 || !graph.entering(Int(place)).isEmpty || graph.services.others(Int(place)) > 0
            })
        isOpen = ContiguousArray(repeating: false, count: graph.count)
        isSeen = isOpen
    }

    /// Two neighbourhoods of about `size` places each, far apart or not: money can move from one to the other.
    mutating func draw(_ size: Int, generator: inout SeededGenerator) {
        for place in members { isOpen[Int(place)] = false }
        members = [0]
        isOpen[0] = true
        for _ in 0..<2 {
            for place in ball(size, generator: &generator) where !isOpen[Int(place)] {
                isOpen[Int(place)] = true
                members.append(place)
            }
        }
    }

    /// The places around a random one, nearest in links first.
    mutating func ball(_ size: Int, generator: inout SeededGenerator) -> ContiguousArray<Int32> {
        guard everywhere.count > 1 else { return [] }
        return ball(size, around: everywhere[1 + generator.below(everywhere.count - 1)])
    }

    mutating func ball(_ size: Int, around center: Int32) -> ContiguousArray<Int32> {
        var found: ContiguousArray<Int32> = [center]
        isSeen[Int(found[0])] = true
        var next = 0
        while next < found.count, found.count < size {
            for arc in graph.arcs(from: Int(found[next])) where !isSeen[Int(graph.head[arc])] {
                isSeen[Int(graph.head[arc])] = true
                found.append(graph.head[arc])
            }
            next += 1
        }
        for place in found { isSeen[Int(place)] = false }
        return found
    }

    /// How many places a branch has, or `limit` when it has that many.
    func size(of place: Int, in forest: RolloutForest, upTo limit: Int) -> Int {
        var stack: ContiguousArray<Int32> = [Int32(place)]
        var size = 0
        while let next = stack.popLast(), size < limit {
            size += 1
            if forest.children[Int(next)] > 0 { forest.pushChildren(of: Int(next), in: graph, onto: &stack) }
        }
        return size
    }
}
