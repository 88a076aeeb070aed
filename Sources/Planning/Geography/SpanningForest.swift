/// The shortest tree over points on the sphere, by great circles.
///
/// Borůvka's rounds over a k-d tree, after March, Ram and Gray, "Fast Euclidean Minimum Spanning Tree" (KDD 2010): in a round
/// every part takes its shortest way out. Each point keeps its few nearest neighbours; as long as one of them is in another
/// part, the nearest such is the point's shortest way out, and the tree is asked only for points that ran out of neighbours
/// and whose farthest one is still nearer than what their part has found.
public struct SpanningForest: Sendable {
    /// A way between two points, by their indices.
    public struct Edge: Sendable, Equatable {
        public var a: Int
        public var b: Int
        /// Along the great circle.
        public var km: Double
    }

    /// One less than there are points; in no order.
    public let edges: [Edge]

    /// Summed as the edges stand.
    public var km: Double { edges.reduce(0) { $0 + $1.km } }

    public init(_ points: [SpherePoint]) { self.init(SphereTree(points)) }

    public init(_ tree: SphereTree) {
        guard tree.count > 1 else {
            edges = []
            return
        }
        var rounds = SpanningRounds(tree)
        while rounds.parts > 1 { rounds.join() }
        edges = rounds.edges.map { edge in
            Edge(
                a: Int(tree.order[Int(edge.a)]), b: Int(tree.order[Int(edge.b)]),
                km: SpherePoint.km(chord: edge.squaredChord.squareRoot()))
        }
    }

    /// Without what is longer than a link may be: a forest, of which no tree can be joined by a shorter edge.
    public func edges(upToKm longest: Double) -> [Edge] { edges.filter { $0.km <= longest } }
}
