/// Borůvka's rounds, in the tree's order of points.
struct SpanningRounds {
    struct WayOut {
        var a: Int32
        var b: Int32
        var squaredChord: Double
    }

    private static let kept = 5

    private let tree: SphereTree
    private let keptCount: Int
    /// Of each point, nearest first and without itself.
    private var neighbours: [NearestFew.Entry]
    /// How many of them are known to be in the point's own part.
    private var used: [UInt8]
    /// How far at least a point's way out is, once it has no neighbours left.
    private var least: [Double]
    private var part: [Int32]
    /// Of each node, the part that all its points are in, or -1.
    private var partOfNode: [Int32]
    private(set) var parts: Int
    private(set) var edges: [WayOut] = []
    private var sets: DisjointSets

    init(_ tree: SphereTree) {
        self.tree = tree
        let count = tree.count
        keptCount = min(Self.kept, count - 1)
        parts = count
        neighbours = []
        neighbours.reserveCapacity(count * keptCount)
        used = [UInt8](repeating: 0, count: count)
        least = [Double](repeating: 0, count: count)
        part = (0..<Int32(count)).map { $0 }
        partOfNode = [Int32](repeating: -1, count: tree.boxes.count)
        sets = DisjointSets(count)
        edges.reserveCapacity(count - 1)
        var found = NearestFew(keptCount + 1)
        for position in 0..<count {
            found.reset()
            tree.search(tree.vectors[position], node: 0, 0, count, &found)
            // Of points at one place, the point itself need not be among those found.
            let own = found.entries.firstIndex { $0.position == Int32(position) } ?? keptCount
            for (place, entry) in found.entries.enumerated() where place != own { neighbours.append(entry) }
            least[position] = found.bound
        }
    }

    /// One round: every part's shortest way out is found and taken.
    mutating func join() {
        var best = [WayOut](repeating: WayOut(a: -1, b: -1, squaredChord: .infinity), count: tree.count)
        var open: [Int32] = []
        for position in 0..<tree.count {
            let own = part[position]
            var next = Int(used[position])
            while next < keptCount, part[Int(neighbours[position * keptCount + next].position)] == own { next += 1 }
            used[position] = UInt8(next)
            if next < keptCount {
                let entry = neighbours[position * keptCount + next]
                if entry.squaredChord < best[Int(own)].squaredChord {
                    best[Int(own)] = WayOut(a: Int32(position), b: entry.position, squaredChord: entry.squaredChord)
                }
            } else {
                open.append(Int32(position))
            }
        }
        markNodes()
        for position in open where least[Int(position)] < best[Int(part[Int(position)])].squaredChord {
            var search = WayOutSearch(tree, part, partOfNode, from: Int(position))
            let own = Int(part[Int(position)])
            search.bound = best[own].squaredChord
            search.run()
            // What a search does not find is at least as far as it was allowed to look, and parts only grow.
            least[Int(position)] = search.bound
            if search.found >= 0 {
                best[own] = WayOut(a: position, b: search.found, squaredChord: search.bound)
            }
        }
        take(best)
    }

    /// With ties the ways out may close a circle: the last of them is left out, and what remains is still a shortest tree.
    private mutating func take(_ best: [WayOut]) {
        for way in best where way.a >= 0 && sets.unite(way.a, way.b) {
            edges.append(way)
            parts -= 1
        }
        for position in part.indices { part[position] = sets.root(Int32(position)) }
    }

    private mutating func markNodes() {
        partOfNode.withUnsafeMutableBufferPointer { nodes in
            _ = Self.mark(tree, part, nodes, node: 0, 0, tree.count)
        }
    }

    private static func mark(
        _ tree: SphereTree, _ part: [Int32], _ nodes: UnsafeMutableBufferPointer<Int32>, node: Int, _ low: Int,
        _ high: Int
    ) -> Int32 {
        var own: Int32
        if tree.isLeaf(node) {
            own = part[low]
            for position in low + 1..<max(high, low + 1) where part[position] != own { own = -1 }
        } else {
            let middle = (low + high) / 2
            let left = mark(tree, part, nodes, node: 2 * node + 1, low, middle)
            let right = mark(tree, part, nodes, node: 2 * node + 2, middle, high)
            own = left == right ? left : -1
        }
        nodes[node] = own
        return own
    }
}

/// The nearest point of another part.
private struct WayOutSearch {
    private let tree: SphereTree
    private let part: [Int32]
    private let partOfNode: [Int32]
    private let point: SIMD3<Double>
    private let own: Int32
    /// What it looks below; the squared chord of what it found.
    var bound = Double.infinity
    /// In the tree's order; -1 when nothing is nearer than the bound.
    private(set) var found: Int32 = -1

    init(_ tree: SphereTree, _ part: [Int32], _ partOfNode: [Int32], from position: Int) {
        self.tree = tree
        self.part = part
        self.partOfNode = partOfNode
        point = tree.vectors[position]
        own = part[position]
    }

    mutating func run() { look(node: 0, 0, tree.count) }

    private mutating func look(node: Int, _ low: Int, _ high: Int) {
        if tree.isLeaf(node) {
            for position in low..<high where part[position] != own {
                let squaredChord = (tree.vectors[position] - point).squaredLength
                if squaredChord < bound {
                    bound = squaredChord
                    found = Int32(position)
                }
            }
            return
        }
        let middle = (low + high) / 2
        let (left, right) = (2 * node + 1, 2 * node + 2)
        let toLeft = partOfNode[left] == own ? .infinity : tree.boxes[left].squaredDistance(point)
        let toRight = partOfNode[right] == own ? .infinity : tree.boxes[right].squaredDistance(point)
        if toLeft <= toRight {
            if toLeft < bound { look(node: left, low, middle) }
            if toRight < bound { look(node: right, middle, high) }
        } else {
            if toRight < bound { look(node: right, middle, high) }
            if toLeft < bound { look(node: left, low, middle) }
        }
    }
}
