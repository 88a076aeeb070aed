/// Why a site is connected as it is, or why not, and what would change that.
public struct RolloutReason: Sendable, Hashable {
    public enum Cause: Sendable, Hashable {
        /// A source: it has fiber.
        case alreadyConnected
        /// In the plan.
        case planned
        /// Connecting it costs more than what the plan leaves, and no plan found had it.
        case budget
        /// Its cheapest way within the hop limit alone costs more than all the money.
        case beyondBudget
        /// There are ways, and none within the hop limit.
        case tooFar
        /// No candidate link leads here from any source.
        case noCandidateLink
        /// Fiber may not serve it and nothing else can.
        case excluded
        /// Connecting it brings nothing: it weighs 0.
        case noWeight
        /// Fiber would take more money than the technology that serves it.
        case cheaperBy(technology: String)

        /// As printed and as in JSON.
        public var name: String {
            switch self {
            case .alreadyConnected: "already_connected"
            case .planned: "planned"
            case .budget: "budget"
            case .beyondBudget: "beyond_budget"
            case .tooFar: "too_far"
            case .noCandidateLink: "no_candidate_link"
            case .excluded: "excluded"
            case .noWeight: "no_weight"
            case .cheaperBy(let technology): "cheaper_by_\(technology)"
            }
        }
    }

    public var cause: Cause
    /// For a connected site what leaving it out would save, all that hangs from it kept; for another one what connecting
    /// it to the finished plan would add, by the cheapest technology. `nil` where there is no way.
    public var marginalCost: Double?
    /// The total budget at which this site could be added to the plan as it stands; `nil` for what is connected and where
    /// there is no way. Never more than that is needed; a plan made for that budget may still prefer others.
    public var budgetNeeded: Double?

    public init(cause: Cause, marginalCost: Double? = nil, budgetNeeded: Double? = nil) {
        self.cause = cause
        self.marginalCost = marginalCost
        self.budgetNeeded = budgetNeeded
    }
}
