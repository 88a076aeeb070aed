/// A stretch of an earlier plan that is kept in a new one.
public struct KeptSegment: Sendable, Equatable {
    /// Ids of its ends.
    public var from: String
    public var to: String
    /// As it was contracted, all included.
    public var cost: Double
    public var lengthKm: Double?
    /// Built already: it costs the new plan nothing.
    public var isPaid: Bool

    public init(from: String, to: String, cost: Double, lengthKm: Double? = nil, isPaid: Bool) {
        self.from = from
        self.to = to
        self.cost = cost
        self.lengthKm = lengthKm
        self.isPaid = isPaid
    }
}

/// A site of an earlier plan for which money is bound.
public struct KeptSite: Sendable, Equatable {
    public var id: String
    public var isPaid: Bool

    public init(id: String, isPaid: Bool) {
        self.id = id
        self.isPaid = isPaid
    }
}

extension RolloutDraft {
    /// Keeps what an earlier plan has contracted: its segments are paid for in the first phase and carry fiber, its sites
    /// must be connected, and what is built already costs nothing more.
    /// - Returns: ids of the earlier plan that no place or junction has now; the draft is of no use where there are some.
    public mutating func keep(_ segments: [KeptSegment], sites: [KeptSite]) -> [String] {
        let positions = Dictionary(problem.nodes.enumerated().map { ($1.id, $0) }) { first, _ in first }
        let unknown = Set(segments.flatMap { [$0.from, $0.to] } + sites.map(\.id)).filter { positions[$0] == nil }
        guard unknown.isEmpty else { return unknown.sorted() }
        var linkOf: [[Int]: Int] = [:]
        for (index, link) in problem.links.enumerated() {
            let ends = [min(link.a, link.b), max(link.a, link.b)]
            if let other = linkOf[ends], problem.links[other].cost <= link.cost { continue }
            linkOf[ends] = index
        }
        for segment in segments {
            guard let a = positions[segment.from], let b = positions[segment.to] else { continue }
            let cost = segment.isPaid ? 0 : segment.cost
            if let index = linkOf[[min(a, b), max(a, b)]] {
                commit(index, cost: cost, lengthKm: segment.lengthKm)
            } else {
                add(RolloutLink(a: a, b: b, cost: cost, lengthKm: segment.lengthKm, committedPhase: 0), path: [])
            }
        }
        for site in sites { positions[site.id].map { require($0, isPaid: site.isPaid) } }
        return []
    }
}
