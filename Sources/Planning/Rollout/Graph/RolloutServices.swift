/// What serving each place brings and costs, by fiber and by its other technologies.
///
/// A service is a number: -1 none, 0 fiber, k the k-th alternative that is worth considering. What must be connected
/// brings more than all weight together, so that it comes first.
struct RolloutServices: Sendable {
    static let none: Int32 = -1
    static let fiber: Int32 = 0

    /// What fiber brings at each place; 0 where it may not or cannot be served.
    private(set) var fiberGain: ContiguousArray<Double>
    let fiberCost: ContiguousArray<Double>
    /// 1 where passing counts as a hop.
    let hop: ContiguousArray<Int32>
    /// Extra gain of what must be connected.
    let mustGain: Double
    let isMust: ContiguousArray<Bool>

    /// Service k of place p is at `firstOther[p] + k - 1`, cheapest first, each dearer one bringing more.
    private(set) var firstOther: ContiguousArray<Int32>
    private(set) var otherGain: ContiguousArray<Double>
    private(set) var otherCost: ContiguousArray<Double>
    /// The position in the node's `alternatives`.
    private(set) var otherIndex: ContiguousArray<Int32>

    init(_ nodes: [RolloutNode?]) {
        let total = nodes.reduce(0.0) { sum, node in
            guard let node else { return sum }
            return sum + max(node.weight, node.alternatives.map(\.weight).max() ?? 0)
        }
        let mustGain = 1 + 2 * total
        self.mustGain = mustGain
        let isMust = ContiguousArray(nodes.map { $0.map { $0.mustConnect && !$0.isSource } ?? false })
        self.isMust = isMust
        fiberGain = ContiguousArray(
            nodes.indices.map { place in
                guard let node = nodes[place], node.kind == .site, !node.isSource, !node.fiberExcluded else { return 0 }
                return node.weight + (isMust[place] ? mustGain : 0)
            })
        fiberCost = ContiguousArray(nodes.map { $0?.servedCost ?? 0 })
        hop = ContiguousArray(nodes.map { $0.map { $0.kind == .site && !$0.isSource ? 1 : 0 } ?? 0 })
        hasFixedCosts = fiberCost.contains { $0 > 0 }
        hasFreeHops = hop.dropFirst().contains(0)
        var first: ContiguousArray<Int32> = [0]
        var gains: ContiguousArray<Double> = []
        var costs: ContiguousArray<Double> = []
        var indices: ContiguousArray<Int32> = []
        for (place, node) in nodes.enumerated() {
            if let node, node.kind == .site, !node.isSource {
                var best = 0.0
                let order = node.alternatives.indices.sorted {
                    let (a, b) = (node.alternatives[$0], node.alternatives[$1])
                    return (a.cost, -a.weight, $0) < (b.cost, -b.weight, $1)
                }
                for index in order {
                    let gain = node.alternatives[index].weight + (isMust[place] ? mustGain : 0)
                    guard gain > best else { continue }
                    best = gain
                    gains.append(gain)
                    costs.append(node.alternatives[index].cost)
                    indices.append(Int32(index))
                }
            }
            first.append(Int32(gains.count))
        }
        firstOther = first
        otherGain = gains
        otherCost = costs
        otherIndex = indices
    }

    var hasOthers: Bool { !otherGain.isEmpty }
    let hasFixedCosts: Bool
    /// Some place besides the root counts as no hop.
    let hasFreeHops: Bool

    func others(_ place: Int) -> Int { Int(firstOther[place + 1] - firstOther[place]) }

    func gain(_ place: Int, _ service: Int32) -> Double {
        if service < 0 { return 0 }
        return service == 0 ? fiberGain[place] : otherGain[Int(firstOther[place] + service) - 1]
    }

    func cost(_ place: Int, _ service: Int32) -> Double {
        if service < 0 { return 0 }
        return service == 0 ? fiberCost[place] : otherCost[Int(firstOther[place] + service) - 1]
    }

    /// Only the services that places have in a forest; where it serves none, `elsewhere` says whether all stay possible.
    ///
    /// - Returns: The services, and the forest's services in their numbers.
    func only(_ chosen: ContiguousArray<Int32>, elsewhere: Bool) -> (RolloutServices, ContiguousArray<Int32>) {
        var only = self
        var numbers = chosen
        only.firstOther = [0]
        only.otherGain = []
        only.otherCost = []
        only.otherIndex = []
        for place in chosen.indices {
            let service = chosen[place]
            let isFree = service == Self.none && elsewhere
            if service != Self.fiber, !isFree { only.fiberGain[place] = 0 }
            for number in 1..<Int32(others(place) + 1) where isFree || number == service {
                let position = Int(firstOther[place] + number) - 1
                only.otherGain.append(otherGain[position])
                only.otherCost.append(otherCost[position])
                only.otherIndex.append(otherIndex[position])
                if number == service { numbers[place] = 1 }
            }
            only.firstOther.append(Int32(only.otherGain.count))
        }
        return (only, numbers)
    }

    /// Without fiber at a place.
    func withoutFiber(at place: Int) -> RolloutServices {
        var services = self
        services.fiberGain[place] = 0
        return services
    }

    /// Without one of the other technologies of a place, or without all but one.
    ///
    /// - Parameter number: A service number from 1.
    func without(other number: Int32, at place: Int) -> RolloutServices {
        var services = self
        services.otherCost[Int(firstOther[place] + number) - 1] = .infinity
        return services
    }

    func onlyOther(_ number: Int32, at place: Int) -> RolloutServices {
        var services = withoutFiber(at: place)
        for other in 1..<Int32(others(place) + 1) where other != number {
            services.otherCost[Int(firstOther[place] + other) - 1] = .infinity
        }
        return services
    }

    func onlyFiber(at place: Int) -> RolloutServices {
        var services = self
        for position in Int(firstOther[place])..<Int(firstOther[place + 1]) {
            services.otherCost[position] = .infinity
        }
        return services
    }
}
