extension SphereTree {
    /// The nearest point; nil of none.
    public func nearest(to point: SpherePoint) -> Neighbour? { nearest(1, to: point).first }

    /// The nearest points, nearest first; of equally far ones, those with lower indices first among those found.
    /// - Parameter count: fewer are given where there are fewer.
    public func nearest(_ count: Int, to point: SpherePoint) -> [Neighbour] {
        guard count > 0, self.count > 0 else { return [] }
        var found = NearestFew(count)
        search(point.vector, node: 0, 0, self.count, &found)
        return found.entries.map { Neighbour(index: Int(order[Int($0.position)]), squaredChord: $0.squaredChord) }
            .sorted { ($0.squaredChord, $0.index) < ($1.squaredChord, $1.index) }
    }

    /// All points within a distance, its end included, nearest first.
    public func within(km: Double, of point: SpherePoint) -> [Neighbour] {
        guard count > 0, km >= 0 else { return [] }
        let chord = SpherePoint.chord(km: km)
        var found: [Neighbour] = []
        collect(point.vector, node: 0, 0, count, chord * chord, &found)
        return found.sorted { ($0.squaredChord, $0.index) < ($1.squaredChord, $1.index) }
    }

    func search(_ point: SIMD3<Double>, node: Int, _ low: Int, _ high: Int, _ found: inout NearestFew) {
        if isLeaf(node) {
            for position in low..<high {
                found.offer((vectors[position] - point).squaredLength, Int32(truncatingIfNeeded: position))
            }
            return
        }
        let middle = (low + high) / 2
        let (left, right) = (2 * node + 1, 2 * node + 2)
        let (toLeft, toRight) = (boxes[left].squaredDistance(point), boxes[right].squaredDistance(point))
        if toLeft <= toRight {
            if toLeft < found.bound { search(point, node: left, low, middle, &found) }
            if toRight < found.bound { search(point, node: right, middle, high, &found) }
        } else {
            if toRight < found.bound { search(point, node: right, middle, high, &found) }
            if toLeft < found.bound { search(point, node: left, low, middle, &found) }
        }
    }

    private func collect(
        _ point: SIMD3<Double>, node: Int, _ low: Int, _ high: Int, _ limit: Double, _ found: inout [Neighbour]
    ) {
        guard boxes[node].squaredDistance(point) <= limit else { return }
        if isLeaf(node) {
            for position in low..<high {
                let squaredChord = (vectors[position] - point).squaredLength
                if squaredChord <= limit {
                    found.append(Neighbour(index: Int(order[position]), squaredChord: squaredChord))
                }
            }
            return
        }
        let middle = (low + high) / 2
        collect(point, node: 2 * node + 1, low, middle, limit, &found)
        collect(point, node: 2 * node + 2, middle, high, limit, &found)
    }
}

/// The few nearest points met so far, nearest first.
struct NearestFew {
    struct Entry {
        var squaredChord: Double
        /// In the tree's order.
        var position: Int32
    }

    let limit: Int
    private(set) var entries: [Entry] = []
    /// What a point must be nearer than to be taken.
    private(set) var bound = Double.infinity

    init(_ limit: Int) {
        self.limit = limit
        entries.reserveCapacity(limit + 1)
    }

    @inline(__always)
    mutating func offer(_ squaredChord: Double, _ position: Int32) {
        guard squaredChord < bound else { return }
        insert(squaredChord, position)
    }

    private mutating func insert(_ squaredChord: Double, _ position: Int32) {
        if entries.count == limit { entries.removeLast() }
        var place = entries.count
        entries.append(Entry(squaredChord: squaredChord, position: position))
        while place > 0, entries[place - 1].squaredChord > squaredChord {
            entries.swapAt(place, place - 1)
            place -= 1
        }
        if entries.count == limit { bound = entries[limit - 1].squaredChord }
    }

    mutating func reset() {
        entries.removeAll(keepingCapacity: true)
        bound = .infinity
    }
}
