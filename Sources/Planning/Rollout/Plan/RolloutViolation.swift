/// What is wrong with a plan. Numbers are positions in the plan's and the problem's arrays, phases from 0.
public enum RolloutViolation: Sendable, Hashable {
    case otherProblem
    case unknownSegment(Int)
    case beforeItsContract(segment: Int)
    case outOfOrder(segment: Int)
    case hangsFromNothing(segment: Int)
    case secondWay(node: Int)
    case leadsNowhere(node: Int)
    case otherParent(node: Int)
    case otherHops(node: Int, stated: Int?, counted: Int)
    case tooManyHops(node: Int, hops: Int)
    case servedWithout(node: Int)
    case excluded(node: Int)
    case otherWeight(node: Int)
    case brokenOrder
    case otherMusts
    case overBudget(phase: Int, spent: Double, budget: Double)
    case otherTotals(phase: Int)
    case brokenBound(phase: Int)
    case otherValue
}

extension RolloutViolation: CustomStringConvertible {
    public var description: String {
        switch self {
        case .otherProblem: "The plan has other numbers of nodes or phases than the problem."
        case .unknownSegment(let index): "Segment \(index) is no link of the problem, or has other ends or costs."
        case .beforeItsContract(let index): "Segment \(index) is used before the phase it is contracted for."
        case .outOfOrder(let index): "Segment \(index) stands out of the order of building."
        case .hangsFromNothing(let index): "Segment \(index) starts where no fiber is yet."
        case .secondWay(let node): "Node \(node) is reached twice: the plan is no forest."
        case .leadsNowhere(let node): "Fiber ends at node \(node), which it does not serve."
        case .otherParent(let node): "Node \(node) names another way than its segments do."
        case .otherHops(let node, let stated, let counted):
            "Node \(node) states \(stated.map(String.init) ?? "no") hops; its way has \(counted)."
        case .tooManyHops(let node, let hops): "Node \(node) is \(hops) hops away, more than the limit."
        case .servedWithout(let node): "Node \(node) is served without a way, a phase or being a site."
        case .excluded(let node): "Node \(node) is served by a technology that it does not have or that is excluded."
        case .otherWeight(let node): "Node \(node) counts another weight than the problem gives it."
        case .brokenOrder: "The order of sites has gaps or doubles."
        case .otherMusts: "The list of sites that must be connected and are not is wrong."
        case .overBudget(let phase, let spent, let budget):
            "By the end of phase \(phase + 1) \(spent) is spent of \(budget)."
        case .otherTotals(let phase): "The totals of phase \(phase + 1) do not add up."
        case .brokenBound(let phase): "The bound of phase \(phase + 1) lies below the plan, or is no number."
        case .otherValue: "The plan's value is not the sum over its phases."
        }
    }
}
