/// Cuts a plan into contiguous lots: phase by phase, from the ends of the forest towards its sources, each lot as large as the
/// limits let it be.
///
/// Pieces of a tree that meet in a node are put together, smallest first, while the limits hold; what does not fit becomes a
/// lot (Kundu and Misra, "A Linear Tree Partitioning Algorithm", SIAM J. Comput. 1977). A site stays with the segment
/// that feeds it; a segment longer than the limit is a lot with no other. What others have contracted already is in no lot.
public struct RolloutLots {
    private struct Piece {
        var segments: [Int] = []
        var sites: [Int] = []
        var km = 0.0

        var isEmpty: Bool { segments.isEmpty && sites.isEmpty }
    }

    private let plan: RolloutPlan
    private let problem: RolloutProblem
    private let limits: LotLimits
    private var lots: [RolloutLot] = []
    private var paid: Set<Int> = []

    public static func cut(_ plan: RolloutPlan, of problem: RolloutProblem, limits: LotLimits) -> [RolloutLot] {
        var cutting = RolloutLots(plan, problem, limits)
        for phase in problem.phases.indices { cutting.cut(phase) }
        return cutting.lots
    }

    private init(_ plan: RolloutPlan, _ problem: RolloutProblem, _ limits: LotLimits) {
        self.plan = plan
        self.problem = problem
        self.limits = limits
    }

    private mutating func cut(_ phase: Int) {
        var below: [Int: [Int]] = [:]
        var above: [Int: Int] = [:]
        for (index, segment) in plan.segments.enumerated()
        where segment.phase == phase && problem.links[segment.link].committedPhase == nil {
            below[segment.from, default: []].append(index)
            above[segment.to] = index
        }
        let served = plan.sites.indices.filter {
            plan.sites[$0].technology == .fiber && plan.sites[$0].phase == phase
        }
        let roots = Set(below.keys).union(served).filter { above[$0] == nil }.sorted()
        var closed: [Piece] = []
        let isServed = Set(served)
        for root in roots {
            var order = [root]
            var next = 0
            while next < order.count {
                order += (below[order[next]] ?? []).map { plan.segments[$0].to }
                next += 1
            }
            var open: [Int: Piece] = [:]
            for node in order.reversed() {
                let merged = piece(
                    at: node, fedBy: above[node], isServed: isServed.contains(node), below[node] ?? [], &open, &closed)
                open[node] = merged
            }
            if let rest = open[root], !rest.isEmpty { closed.append(rest) }
        }
        number(closed, phase)
    }

    /// A node with the segment that feeds it, and as much of what hangs from it as fits; the rest is closed.
    private func piece(
        at node: Int, fedBy feed: Int?, isServed: Bool, _ below: [Int], _ open: inout [Int: Piece],
        _ closed: inout [Piece]
    ) -> Piece {
        var own = Piece()
        if let feed {
            own.segments = [feed]
            own.km = plan.segments[feed].lengthKm ?? 0
        }
        if isServed { own.sites = [node] }
        let branches = below.compactMap { open.removeValue(forKey: plan.segments[$0].to) }
        for branch in branches.sorted(by: { ($0.km, $0.segments[0]) < ($1.km, $1.segments[0]) }) {
            if limits.hold(km: own.km + branch.km, sites: own.sites.count + branch.sites.count) {
                own.segments += branch.segments
                own.sites += branch.sites
                own.km += branch.km
            } else {
                closed.append(branch)
            }
        }
        return own
    }

    private mutating func number(_ pieces: [Piece], _ phase: Int) {
        func first(_ piece: Piece) -> Int {
            min(
                piece.segments.map { plan.segments[$0].order }.min() ?? .max,
                piece.sites.compactMap { plan.sites[$0].order }.min() ?? .max)
        }
        for piece in pieces.map({ (first($0), $0) }).sorted(by: { $0.0 < $1.0 }).map(\.1) {
            let segments = piece.segments.sorted { plan.segments[$0].order < plan.segments[$1].order }
            let fees = segments.map { plan.segments[$0].from }.filter { problem.nodes[$0].isSource }
                .filter { paid.insert($0).inserted }
            lots.append(
                RolloutLot(
                    number: lots.count + 1, phase: phase, segments: segments, sites: piece.sites.sorted(),
                    lengthKm: piece.km, layingCost: segments.reduce(0) { $0 + plan.segments[$1].cost },
                    servedCost: piece.sites.reduce(0) { $0 + problem.nodes[$1].servedCost },
                    sourceCost: fees.reduce(0) { $0 + problem.nodes[$1].sourceCost }))
        }
    }
}
