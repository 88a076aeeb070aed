public import FoundationEssentials
public import Reports

/// A gateway that stands before one of a school's lines.
public struct ConfirmedGateway: Sendable, Equatable {
    /// Who vouched for it.
    public enum Origin: String, Codable, Sendable, CaseIterable {
        /// A computer was enrolled behind it.
        case enrollment = "enrolment"
        /// Several agents named it after the line had gone silent.
        case aggregator
        /// An operator opened naming for the school.
        case `operator`
    }

    public var hash: String
    public var line: String
    /// When an agent last asked from behind it.
    public var heardAt: Date

    public init(hash: String, line: String, heardAt: Date) {
        self.hash = hash
        self.line = line
        self.heardAt = heardAt
    }
}

/// What is known of a school's gateways when an agent asks.
public struct SchoolGateways: Sendable, Equatable {
    public var confirmed: [ConfirmedGateway]
    /// Ids of the school's lines.
    public var lines: [String]
    /// Whether the agent has confirmed a gateway by its enrolment already: it was enrolled behind one, not several.
    public var agentConfirmed: Bool
    /// On how many days each agent said in lessons that it stands elsewhere, since one stood behind a confirmed gateway.
    public var daysElsewhere: [AgentID: Int]
    /// Who named which gateway since then.
    public var named: [AgentID: String]
    /// Behind which line each agent stood when it last stood behind one.
    public var lastLine: [AgentID: String]
    /// How many of the school's agents were heard lately.
    public var liveAgents: Int
    /// Set while an operator has opened naming.
    public var opening: Opening?

    /// An operator's word that the next gateway named is the school's: of two computers, where it has as many.
    public struct Opening: Sendable, Equatable {
        /// For which line; nil where the school has no more than one.
        public var line: String?

        public init(line: String? = nil) {
            self.line = line
        }
    }

    public init(
        confirmed: [ConfirmedGateway] = [], lines: [String] = [], agentConfirmed: Bool = false,
        daysElsewhere: [AgentID: Int] = [:], named: [AgentID: String] = [:],
        lastLine: [AgentID: String] = [:], liveAgents: Int = 1, opening: Opening? = nil
    ) {
        self.confirmed = confirmed
        self.lines = lines
        self.agentConfirmed = agentConfirmed
        self.daysElsewhere = daysElsewhere
        self.named = named
        self.lastLine = lastLine
        self.liveAgents = liveAgents
        self.opening = opening
    }
}

/// Where an agent stands.
public enum GatewayFinding: Sendable, Equatable {
    case line(String)
    /// From now on the gateway it told stands before `line`, which is made where it is not there.
    case confirm(line: String, by: ConfirmedGateway.Origin)
    /// It named a gateway as it was asked to; others must name the same.
    case named
    /// Behind none of the school's; `name` asks it to say which, so as not to measure somebody's home.
    case elsewhere(name: Bool)
}

/// Behind which of its school's lines an agent stands: pure, so that every database decides alike.
public struct GatewayDesk: Sendable {
    /// How many agents must say, on how many days each, that they stand elsewhere, and then how many name the same gateway.
    static let agents = 2
    static let days = 2

    let lineLimit: Int

    public init(rules: LeaseRules) {
        lineLimit = rules.lineLimit
    }

    public func find(_ request: LeaseRequest, in school: SchoolGateways) -> GatewayFinding {
        let line = silentLine(for: request.agent, in: school)
        let namingAsked = isNamingAsked(request, about: line, in: school)
        guard let gateway = request.gateway else {
            return .elsewhere(name: namingAsked && request.elsewhere == true)
        }
        if let known = school.confirmed.first(where: { $0.hash == gateway }) { return .line(known.line) }
        if request.enrolledHere == true, !school.agentConfirmed, let line = freeLine(in: school) {
            return .confirm(line: line, by: .enrollment)
        }
        guard namingAsked else { return .elsewhere(name: false) }
        let others = school.named.filter { agent, named in
            named == gateway && agent != request.agent
                && (school.opening != nil || silentLine(for: agent, in: school) == line)
        }
        let needed = school.opening == nil ? Self.agents : min(Self.agents, max(1, school.liveAgents))
        guard others.count + 1 >= needed else { return .named }
        return .confirm(line: school.opening?.line ?? line, by: school.opening == nil ? .aggregator : .operator)
    }

    /// In lessons only: an evening at home is no reason to ask, whoever opened naming, and a test by hand says nothing of
    /// lessons.
    private func isNamingAsked(_ request: LeaseRequest, about line: String, in school: SchoolGateways) -> Bool {
        guard request.inLessons == true else { return false }
        if school.opening != nil { return true }
        let witnesses = school.daysElsewhere.filter { agent, days in
            days >= Self.days && silentLine(for: agent, in: school) == line
        }
        return witnesses.count >= Self.agents
    }

    /// A line without a gateway, else the next number.
    private func freeLine(in school: SchoolGateways) -> String? {
        let taken = Set(school.confirmed.map(\.line))
        if let waiting = school.lines.sorted().first(where: { !taken.contains($0) }) { return waiting }
        let known = Set(school.lines).union(taken)
        guard known.count < lineLimit else { return nil }
        return (1...).lazy.map(String.init).first { !known.contains($0) }
    }

    /// The line that an agent elsewhere bears witness of: the one it stood behind last, else the one that has been silent for
    /// longest.
    private func silentLine(for agent: AgentID, in school: SchoolGateways) -> String {
        if let last = school.lastLine[agent] { return last }
        let heard = Dictionary(grouping: school.confirmed, by: \.line).mapValues { gateways in
            gateways.map(\.heardAt).max() ?? .distantPast
        }
        return heard.min { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? school.lines.min() ?? "1"
    }
}
