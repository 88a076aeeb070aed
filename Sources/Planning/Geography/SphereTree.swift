/// A balanced k-d tree over points on the sphere (Bentley 1975), on their unit vectors and so exact for great circles.
///
/// Nodes are numbered as in a heap and share out the points' order by halves, so that a node needs no more than its box.
public struct SphereTree: Sendable {
    /// A point that was found and how far it is.
    public struct Neighbour: Sendable, Equatable {
        /// In the order in which the tree was given the points.
        public var index: Int
        /// Straight, between unit vectors.
        var squaredChord: Double

        public var km: Double { SpherePoint.km(chord: squaredChord.squareRoot()) }
    }

    /// A box that holds all points of a node.
    struct Box: Sendable {
        var low: SIMD3<Double>
        var high: SIMD3<Double>

        @inline(__always)
        func squaredDistance(_ point: SIMD3<Double>) -> Double {
            let beyond = pointwiseMax(pointwiseMax(low - point, point - high), .zero)
            return beyond.squaredLength
        }
    }

    static let leafSize = 8

    /// In the tree's order: those of a node stand side by side.
    let vectors: [SIMD3<Double>]
    /// The given index of each.
    let order: [Int32]
    let boxes: [Box]

    public var count: Int { vectors.count }

    public init(_ points: [SpherePoint]) {
        precondition(points.count < Int32.max, "a tree numbers its points in 32 bits")
        var entries = points.indices.map { Entry(vector: points[$0].vector, index: Int32($0)) }
        var boxes: [Box] = []
        if !entries.isEmpty {
            var nodes = 1
            while entries.count > Self.leafSize << (nodes.bitWidth - 1 - nodes.leadingZeroBitCount) {
                nodes = nodes * 2 + 1
            }
            // Halves differ by one at most, so the last level is the same for all.
            boxes = [Box](repeating: Box(low: .zero, high: .zero), count: nodes)
            entries.withUnsafeMutableBufferPointer { Self.build($0, 0, $0.count, node: 0, &boxes) }
        }
        vectors = entries.map(\.vector)
        order = entries.map(\.index)
        self.boxes = boxes
    }

    struct Entry {
        var vector: SIMD3<Double>
        var index: Int32
    }

    private static func build(
        _ entries: UnsafeMutableBufferPointer<Entry>, _ low: Int, _ high: Int, node: Int, _ boxes: inout [Box]
    ) {
        var box = Box(low: entries[low].vector, high: entries[low].vector)
        for index in low + 1..<max(high, low + 1) {
            box.low = pointwiseMin(box.low, entries[index].vector)
            box.high = pointwiseMax(box.high, entries[index].vector)
        }
        boxes[node] = box
        guard 2 * node + 2 < boxes.count else { return }
        let extent = box.high - box.low
        let axis = extent.x >= extent.y && extent.x >= extent.z ? 0 : extent.y >= extent.z ? 1 : 2
        let middle = (low + high) / 2
        select(entries, low, high - 1, middle, axis)
        build(entries, low, middle, node: 2 * node + 1, &boxes)
        build(entries, middle, high, node: 2 * node + 2, &boxes)
    }

    /// Puts in its place the entry that stands at `middle` in sorted order, and none greater before it (Hoare's FIND).
    private static func select(
        _ entries: UnsafeMutableBufferPointer<Entry>, _ first: Int, _ last: Int, _ middle: Int, _ axis: Int
    ) {
        var (low, high) = (first, last)
        while low < high {
            let pivot = median(
                entries[low].vector[axis], entries[(low + high) / 2].vector[axis], entries[high].vector[axis])
            var (left, right) = (low, high)
            while left <= right {
                while entries[left].vector[axis] < pivot { left += 1 }
                while pivot < entries[right].vector[axis] { right -= 1 }
                if left <= right {
                    entries.swapAt(left, right)
                    left += 1
                    right -= 1
                }
            }
            if right < middle { low = left }
            if middle < left { high = right }
        }
    }

    private static func median(_ a: Double, _ b: Double, _ c: Double) -> Double { max(min(a, b), min(max(a, b), c)) }

    /// Whether a node's points are looked at one by one.
    @inline(__always)
    func isLeaf(_ node: Int) -> Bool { 2 * node + 2 >= boxes.count }
}
