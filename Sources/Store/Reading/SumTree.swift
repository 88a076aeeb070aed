/// Counts and the sums over their groups, and which of them are hidden. The first nodes are the cells, in their order.
struct SumTree {
    private struct Node {
        var count: Int
        var isHidden = false
        /// Nil for a cell.
        var group: [String]?
        var parts: [Int] = []
    }

    private var nodes: [Node]
    /// Groups, the narrowest first.
    private var groups: [Int]

    init(_ cells: [Suppression.Cell]) {
        nodes = cells.map { Node(count: $0.count ?? 0) }
        var places: [[String]: Int] = [:]
        for (cell, described) in cells.enumerated() {
            // What is new below a group becomes its part; a group that is there is part of the wider one already.
            var part: Int? = cell
            for length in stride(from: described.groups.count, through: 0, by: -1) {
                let group = Array(described.groups.prefix(length))
                let held = places[group]
                let place = held ?? nodes.count
                if held == nil {
                    nodes.append(Node(count: 0, group: group))
                    places[group] = place
                }
                if let part { nodes[place].parts.append(part) }
                nodes[place].count += described.count ?? 0
                part = held == nil ? place : nil
            }
        }
        groups = places.sorted { ($0.key.count, $1.value) > ($1.key.count, $0.value) }.map(\.value)
    }

    func isHidden(_ cell: Int) -> Bool { nodes[cell].isHidden }

    var totals: [[String]: Int?] {
        Dictionary(
            uniqueKeysWithValues: groups.compactMap { place in
                nodes[place].group.map { ($0, nodes[place].isHidden ? nil : nodes[place].count) }
            })
    }

    mutating func hide(_ isSmall: (Int) -> Bool) {
        for place in nodes.indices where isSmall(nodes[place].count) { nodes[place].isHidden = true }
    }

    /// Hides what keeps one sum from giving something away.
    /// - Returns: whether anything had to be hidden, so that the sums around it have to be looked at again.
    mutating func complement(threshold: Int) -> Bool {
        var hasChanged = false
        for group in groups where !isSafe(group, threshold: threshold) {
            let open = nodes[group].parts.filter { !nodes[$0].isHidden && nodes[$0].count > 0 }
            nodes[open.min { (nodes[$0].count, $0) < (nodes[$1].count, $1) } ?? group].isHidden = true
            hasChanged = true
        }
        return hasChanged
    }

    private func isSafe(_ group: Int, threshold: Int) -> Bool {
        let hidden = nodes[group].parts.filter { nodes[$0].isHidden }
        if nodes[group].isHidden { return !hidden.isEmpty }
        if hidden.isEmpty { return true }
        return hidden.count >= 2 && hidden.reduce(0) { $0 + nodes[$1].count } >= 2 * threshold
    }
}
