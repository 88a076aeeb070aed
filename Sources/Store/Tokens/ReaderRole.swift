/// What a reader's token opens.
public enum ReaderRole: String, Codable, Sendable, CaseIterable {
    /// What a school's own people may see, of their school alone.
    case school
    /// The same, over areas.
    case reader
    /// Also which gateways stand before lines, and what became of the plan of tests.
    case planner
    /// Also agents and enrolment codes, and counts of few children.
    case admin
    /// A region's own, on a hub: it forwards what lies in its areas, and reads nothing.
    case region

    /// Whether whoever has this role may do what asks for `least`.
    public func allows(_ least: ReaderRole) -> Bool {
        guard self != .region, least != .region else { return self == least }
        return rank >= least.rank
    }

    private var rank: Int {
        switch self {
        case .school, .reader, .region: 0
        case .planner: 1
        case .admin: 2
        }
    }
}
