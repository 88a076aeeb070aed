/// A rollout problem with what its numbers stand for: nodes are the places in their order, then junctions.
public struct RolloutDraft: Sendable {
    public private(set) var problem: RolloutProblem
    public let sites: [PlanSite]
    /// Of each node; nil for a place of which nobody said where it is.
    public private(set) var points: [SpherePoint?]
    /// Of each link, what lies between its ends, from `a` to `b`; empty for straight ones.
    public private(set) var paths: [[SpherePoint]]
    /// Why a place is not planned for, whatever the money, by its position: `already_connected`, `committed_by_others`,
    /// `no_power`, `excluded`, or its own other remedy.
    public let settled: [Int: String]
    private let ids: Set<String>

    /// - Parameters:
    ///   - sites: with ids of their own.
    ///   - firstYear: of the plan: whose fiber others have built by then can be used. Nil uses none of it.
    public init(
        sites: [PlanSite], costs: RolloutCosts, phases: [Double], maxHops: Int? = nil, firstYear: Int? = nil
    ) {
        self.sites = sites
        ids = Set(sites.map(\.id))
        points = sites.map(\.point)
        paths = []
        var settled: [Int: String] = [:]
        problem = RolloutProblem(nodes: [], links: [], phases: phases, maxHops: maxHops)
        for (index, site) in sites.enumerated() {
            let node = Self.node(site, costs, firstYear)
            problem.nodes.append(node.node)
            settled[index] = node.settled
        }
        self.settled = settled
        for (index, site) in sites.enumerated() where site.settlementFiber && !problem.nodes[index].isSource {
            let door = RolloutNode(id: free("settlement:\(site.id)"), kind: .junction, isSource: true)
            add(
                RolloutLink(
                    a: index, b: problem.nodes.count, cost: costs.basis.cost(site.costs.lastMile ?? costs.lastMile)),
                path: [])
            problem.nodes.append(door)
            points.append(site.point)
        }
    }

    /// Links as planners give them.
    public mutating func add(_ links: [PlanLink], costs: RolloutCosts) {
        for link in links {
            add(
                RolloutLink(
                    a: link.from, b: link.to, cost: costs.basis.cost(link.cost), lengthKm: link.lengthKm,
                    committedPhase: link.isContracted ? 0 : nil), path: [])
        }
    }

    /// Straight ways between the places that have a point.
    public mutating func add(_ geography: GeographicLinks, costs: RolloutCosts) {
        let placed = sites.indices.filter { sites[$0].point != nil }
        let places = placed.compactMap { index in
            sites[index].point.map {
                GeographicLinks.Place($0, isSource: problem.nodes[index].isSource, laying: sites[index].laying)
            }
        }
        for way in geography.ways(between: places) {
            add(
                RolloutLink(
                    a: placed[way.a], b: placed[way.b], cost: costs.basis.cost(way.cost), lengthKm: way.lengthKm),
                path: [])
        }
    }

    /// Ways along roads.
    /// - Returns: ids of places with no road near.
    public mutating func add(
        roads lines: [RoadLine], laying: LayingCost, longestKm: Double?, snapKm: Double, costs: RolloutCosts
    ) -> [String] {
        let placed = sites.indices.filter { sites[$0].point != nil }
        let roads = RoadLinks(
            lines, places: placed.compactMap { sites[$0].point }, cost: laying, longestKm: longestKm, snapKm: snapKm)
        let first = problem.nodes.count
        for (number, point) in roads.points.dropFirst(roads.placeCount).enumerated() {
            problem.nodes.append(
                RolloutNode(id: free("road:\(number + 1)"), kind: .junction))
            points.append(point)
        }
        func node(_ position: Int) -> Int {
            position < roads.placeCount ? placed[position] : first + position - roads.placeCount
        }
        for way in roads.ways {
            add(
                RolloutLink(
                    a: node(way.a), b: node(way.b), cost: costs.basis.cost(way.cost), lengthKm: way.lengthKm),
                path: way.path)
        }
        return roads.offRoad.map { sites[placed[$0]].id }
    }

    mutating func add(_ link: RolloutLink, path: [SpherePoint]) {
        problem.links.append(link)
        paths.append(path)
    }

    mutating func commit(_ link: Int, cost: Double, lengthKm: Double?) {
        problem.links[link].cost = cost
        problem.links[link].committedPhase = 0
        problem.links[link].lengthKm = lengthKm ?? problem.links[link].lengthKm
    }

    mutating func require(_ node: Int, isPaid: Bool) {
        guard problem.nodes[node].kind == .site, !problem.nodes[node].isSource else { return }
        problem.nodes[node].mustConnect = true
        if isPaid { problem.nodes[node].servedCost = 0 }
    }

    /// The first of `id`, `id'`, `id''` … that no place has.
    private func free(_ id: String) -> String {
        var id = id
        while ids.contains(id) { id += "'" }
        return id
    }
}
