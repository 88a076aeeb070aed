public import FoundationEssentials

/// How much a store holds and how fresh it is: what a monitoring system asks every minute.
public struct RegionFigures: Sendable, Equatable {
    /// Agents of the scope by their state; every state is there.
    public var agents: [AgentState: Int]
    /// Computers whose agent is enrolled, and those of them heard within `Query.liveDays`.
    public var computers: Int
    public var computersLive: Int
    /// When the latest report of any agent came, by the server's clock.
    public var newestReport: Date?
    /// The whole database without its write-ahead log, whatever the scope.
    public var databaseBytes: Int

    public init(
        agents: [AgentState: Int] = [:], computers: Int = 0, computersLive: Int = 0, newestReport: Date? = nil,
        databaseBytes: Int = 0
    ) {
        self.agents = Dictionary(uniqueKeysWithValues: AgentState.allCases.map { ($0, agents[$0] ?? 0) })
        self.computers = computers
        self.computersLive = computersLive
        self.newestReport = newestReport
        self.databaseBytes = databaseBytes
    }
}
