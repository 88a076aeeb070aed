/// Which of a few things hang together.
struct RepairParts {
    private var parent: ContiguousArray<Int32> = []
    /// Of each part, by its first thing: whether it has to be reached, and whether it is.
    var isNeeded: ContiguousArray<Bool> = []
    var isReached: ContiguousArray<Bool> = []

    mutating func reset(_ count: Int) {
        parent = ContiguousArray(0..<Int32(count))
        isNeeded = ContiguousArray(repeating: false, count: count)
        isReached = isNeeded
    }

    func find(_ index: Int) -> Int {
        var index = index
        while Int(parent[index]) != index { index = Int(parent[index]) }
        return index
    }

    mutating func join(_ a: Int, _ b: Int) {
        let (a, b) = (find(a), find(b))
        if a != b { parent[max(a, b)] = Int32(min(a, b)) }
    }

    /// For each part whether it is the one of `index`.
    func isHung(_ index: Int) -> ContiguousArray<Bool> {
        var hung = ContiguousArray(repeating: false, count: parent.count)
        hung[find(index)] = true
        return hung
    }
}
