/// Why a problem cannot be planned. Numbers of nodes and links are positions in the problem's arrays.
public enum RolloutProblemError: Error, Sendable, Hashable {
    case noSource
    case noPhase
    case doubledNode(id: String, first: Int, second: Int)
    case unusableNumber(node: Int, field: String, value: Double)
    case unusableLink(link: Int, field: String, value: Double)
    case unusableBudget(phase: Int, value: Double)
    case unusableHopLimit(Int)
    case unknownEnd(link: Int, node: Int)
    case linkToItself(link: Int, node: Int)
    case unknownPhase(link: Int, phase: Int)
    case doubledTechnology(node: Int, name: String)
    case weighedJunction(node: Int)
    case junctionMustConnect(node: Int)
    case commitmentsExceedBudget(phase: Int, committed: Double, budget: Double)
    case tooLarge(nodes: Int, links: Int)
}

extension RolloutProblemError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .noSource:
            "No node is a source: mark the sites that have fiber, or the fiber nodes, as sources."
        case .noPhase:
            "There is no phase: give at least one budget."
        case .doubledNode(let id, let first, let second):
            "Node \(id) stands twice, at \(first) and at \(second): give each node an id of its own."
        case .unusableNumber(let node, let field, let value):
            "Node \(node): \(field) is \(value); it has to be a number that is 0 or more."
        case .unusableLink(let link, let field, let value):
            "Link \(link): \(field) is \(value); it has to be a number that is 0 or more."
        case .unusableBudget(let phase, let value):
            "The budget of phase \(phase + 1) is \(value); it has to be a number that is 0 or more."
        case .unusableHopLimit(let hops):
            "The hop limit is \(hops); it has to be 1 or more, or left out."
        case .unknownEnd(let link, let node):
            "Link \(link) ends at node \(node), which is not in the problem."
        case .linkToItself(let link, let node):
            "Link \(link) joins node \(node) to itself: remove it."
        case .unknownPhase(let link, let phase):
            "Link \(link) is committed for phase \(phase + 1), which is not in the problem."
        case .doubledTechnology(let node, let name):
            "Node \(node) names the technology \(name) twice, or calls another one fiber."
        case .weighedJunction(let node):
            "Node \(node) is a junction and has a weight, a fixed cost or other technologies: make it a site."
        case .junctionMustConnect(let node):
            "Node \(node) is a junction and cannot be one that must be connected: make it a site."
        case .commitmentsExceedBudget(let phase, let committed, let budget):
            "What is contracted by phase \(phase + 1) costs \(committed), and the budget until then is \(budget)."
        case .tooLarge(let nodes, let links):
            "\(nodes) nodes and \(links) links are more than one plan can hold: split the area."
        }
    }
}
