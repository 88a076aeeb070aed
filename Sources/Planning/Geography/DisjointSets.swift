/// Which of the things 0..<count hang together: union by size, paths halved (Tarjan and van Leeuwen 1984).
struct DisjointSets: Sendable {
    private var parent: [Int32]
    private var size: [Int32]

    init(_ count: Int) {
        parent = (0..<Int32(count)).map { $0 }
        size = [Int32](repeating: 1, count: count)
    }

    mutating func root(_ thing: Int32) -> Int32 {
        var thing = thing
        while parent[Int(thing)] != thing {
            parent[Int(thing)] = parent[Int(parent[Int(thing)])]
            thing = parent[Int(thing)]
        }
        return thing
    }

    /// - Returns: whether they were apart before.
    mutating func unite(_ a: Int32, _ b: Int32) -> Bool {
        var (a, b) = (root(a), root(b))
        guard a != b else { return false }
        if size[Int(a)] < size[Int(b)] { swap(&a, &b) }
        parent[Int(b)] = a
        size[Int(a)] += size[Int(b)]
        return true
    }
}
