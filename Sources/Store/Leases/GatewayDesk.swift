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
    /// Set while an operator has opened naming.
    public var opening: Opening?

    /// An operator's word that the next gateway named is the school's.
    public struct Opening: Sendable, Equatable {
        /// For which line; for the one that went silent when nil.
        public var line: String?

        public init(line: String? = nil) {
            self.line = line
        }
    }

    public init(
        confirmed: [ConfirmedGateway] = [], lines: [String] = [], agentConfirmed: Bool = false,
        daysElsewhere: [AgentID: Int] = [:], named: [AgentID: String] = [:], opening: Opening? = nil
    ) {
        self.confirmed = confirmed
        self.lines = lines
        self.agentConfirmed = agentConfirmed
        self.daysElsewhere = daysElsewhere
        self.named = named
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
        let namingAsked = isNamingAsked(request, in: school)
        guard let gateway = request.gateway else {
            return .elsewhere(name: namingAsked && request.elsewhere == true)
        }
        if let known = school.confirmed.first(where: { $0.hash == gateway }) { return .line(known.line) }
        if request.enrolledHere == true, !school.agentConfirmed, let line = freeLine(in: school) {
            return .confirm(line: line, by: .enrollment)
        }
        guard namingAsked else { return .elsewhere(name: false) }
        if let opening = school.opening {
            return .confirm(line: opening.line ?? silentLine(in: school), by: .operator)
        }
        let witnesses = school.named.filter { $0.value == gateway && $0.key != request.agent }.count + 1
        return witnesses >= Self.agents ? .confirm(line: silentLine(in: school), by: .aggregator) : .named
    }

    /// An evening at home is no reason to ask, whoever opened naming.
    private func isNamingAsked(_ request: LeaseRequest, in school: SchoolGateways) -> Bool {
        if school.opening != nil { return request.inLessons != false }
        return request.inLessons == true
            && school.daysElsewhere.values.filter { $0 >= Self.days }.count >= Self.agents
    }

    /// A line without a gateway, else the next number.
    private func freeLine(in school: SchoolGateways) -> String? {
        let taken = Set(school.confirmed.map(\.line))
        if let waiting = school.lines.sorted().first(where: { !taken.contains($0) }) { return waiting }
        let known = Set(school.lines).union(taken)
        guard known.count < lineLimit else { return nil }
        return (1...).lazy.map(String.init).first { !known.contains($0) }
    }

    /// All are silent when this is asked; agents stood behind the one heard last.
    private func silentLine(in school: SchoolGateways) -> String {
        school.confirmed.max { ($0.heardAt, $1.line) < ($1.heardAt, $0.line) }?.line ?? school.lines.min() ?? "1"
    }
}
