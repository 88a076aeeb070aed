public import Store

/// What somebody could do for a school next, the most pressing first; pure.
public enum NextStep: Sendable, Equatable {
    /// A remedy of one of its lines.
    case line(LineRemedy)
    /// The line is fiber already, and even so not enough.
    case moreFiber
    /// Agents that fell silent, of so many.
    case silent(Int, of: Int)
    case noAgents
    /// Computers on the books without an agent.
    case enrol(Int)
    /// So many things are missing of the norm at least.
    case equip(Int)
    /// What an online lesson lacks, a word each.
    case online([String])
    case noPupils
    case noPlace
    case nothing

    public static func of(_ reading: SchoolReading) -> [NextStep] {
        var steps: [NextStep] = []
        var lines: [NextStep] = []
        for line in reading.lines {
            guard let remedy = line.diagnosis.remedy else { continue }
            let step = remedy == .build && line.medium == "fiber" ? NextStep.moreFiber : .line(remedy)
            if !lines.contains(step) { lines.append(step) }
        }
        if let coverage = reading.coverage?.coverage {
            if coverage.agents == 0 {
                steps.append(.noAgents)
            } else if coverage.live < coverage.agents {
                steps.append(.silent(coverage.agents - coverage.live, of: coverage.agents))
            }
            if coverage.agents > 0, coverage.registered > 0 { steps.append(.enrol(coverage.registered)) }
        }
        steps += lines
        let missing = reading.gaps.filter(\.mandatory).reduce(0) { $0 + $1.missingLow }
        if missing > 0 { steps.append(.equip(missing)) }
        let lacking = reading.readiness.filter { $0.ready != true }.flatMap(\.missing)
        if !lacking.isEmpty { steps.append(.online(lacking)) }
        if reading.school.school.pupils == nil { steps.append(.noPupils) }
        if reading.school.school.latitude == nil { steps.append(.noPlace) }
        return steps.isEmpty ? [.nothing] : steps
    }

    func sentence(_ wording: Wording) -> String {
        switch self {
        case .line(let remedy): wording("step.\(remedy.rawValue)")
        case .moreFiber: wording("step.build_fiber")
        case .silent(let count, let agents):
            wording("step.silent", ["count": wording.number(count), "agents": wording.number(agents)])
        case .noAgents: wording("step.no_agents")
        case .enrol(let count): wording("step.enrol", ["count": wording.number(count)])
        case .equip(let count): wording("step.equip", ["count": wording.number(count)])
        case .online(let words):
            wording("step.online", ["missing": words.map { wording.word("ready", $0) }.joined(separator: ", ")])
        case .noPupils: wording("step.no_pupils")
        case .noPlace: wording("step.no_place")
        case .nothing: wording("step.nothing")
        }
    }
}
