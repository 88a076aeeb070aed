/// How much of what there is can be known at all: computers that speak, of those that there are.
public struct Coverage: Codable, Sendable, Equatable {
    /// On the books and usable, without an agent.
    public var registered: Int
    /// With an agent, live or not.
    public var agents: Int
    /// With an agent heard within `Query.liveDays`.
    public var live: Int
    /// Computers with an agent times the school days that count, and of these the days on which they ran.
    public var daysPossible: Int
    public var daysRun: Int

    enum CodingKeys: String, CodingKey {
        case registered, agents, live
        case daysPossible = "days_possible"
        case daysRun = "days_run"
    }

    public init(registered: Int = 0, agents: Int = 0, live: Int = 0, daysPossible: Int = 0, daysRun: Int = 0) {
        self.registered = registered
        self.agents = agents
        self.live = live
        self.daysPossible = daysPossible
        self.daysRun = daysRun
    }

    /// - Parameter items: the school's stock: a computer that two lists name is one.
    init(of computers: [SchoolEvidence.Computer], items: [StockItem], in window: PresenceWindow) {
        self.init(
            registered: items.count { $0.category == .computer && $0.agent == nil && $0.reason == .onBooksOnly },
            agents: computers.count, live: computers.count(where: \.isLive),
            daysPossible: computers.count * min(window.days, window.schoolDays.count),
            daysRun: computers.reduce(0) { $0 + window.lately(of: $1.ran) })
    }

    public var computers: Int { registered + agents }

    /// Live agents of all computers; nil where there is none.
    public var share: Double? { computers > 0 ? Double(live) / Double(computers) : nil }

    /// Of agents' computers on the school days that count; nil where there is none.
    public var runShare: Double? { daysPossible > 0 ? Double(daysRun) / Double(daysPossible) : nil }

    public static func + (left: Coverage, right: Coverage) -> Coverage {
        Coverage(
            registered: left.registered + right.registered, agents: left.agents + right.agents,
            live: left.live + right.live, daysPossible: left.daysPossible + right.daysPossible,
            daysRun: left.daysRun + right.daysRun)
    }
}
