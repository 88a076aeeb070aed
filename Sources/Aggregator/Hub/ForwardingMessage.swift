internal import FoundationEssentials
internal import Reports
internal import Store

/// What one message tells, before it has a number.
struct ForwardingMessage: Sendable {
    var hub: AgentID
    var lost: Int
    var newestReport: Date?
    var waiting = 0
    var isComplete = false
    var programmes: [ForwardedProgramme] = []
    var indicators: [ForwardedIndicator] = []
    var schools: [ForwardedSchool] = []
    var agents: [ForwardedAgent] = []
    var envelopes: [String] = []

    init(hub: AgentID, lost: Int, newestReport: Date?) {
        self.hub = hub
        self.lost = lost
        self.newestReport = newestReport
    }

    /// Of what programmes and indicators are called only what its schools name.
    func forward(number: Int, at time: Date) -> Forward {
        var forward = Forward(number: number, madeAt: time, release: Version.text)
        (forward.waiting, forward.lost, forward.newestReport) = (waiting, lost, newestReport)
        forward.isComplete = isComplete
        let named = schools.reduce(into: Set<String>()) { named, school in
            named.formUnion(school.programmes)
            named.formUnion(school.figures.map(\.programme))
            named.formUnion(school.milestones.map(\.programme))
            named.formUnion(school.values.compactMap(\.programme))
        }
        forward.programmes = programmes.filter { named.contains($0.id) }
        let counted = Set(schools.flatMap { $0.values.map(\.indicator) })
        forward.indicators = indicators.filter { counted.contains($0.id) }
        (forward.schools, forward.agents, forward.envelopes) = (schools, agents, envelopes)
        return forward
    }
}

/// Why a message was not taken.
enum ForwardingFailure: Error, Equatable, CustomStringConvertible {
    /// Something in it will never be taken: it is found by halves.
    case unacceptable(String)
    /// The hub wants to be asked later.
    case later(String, retryAfterSeconds: Int?)
    /// An administrator has to do something first.
    case refused(String)

    init(_ answer: ReadingExchange.Answer, _ said: HubErrorResponse?, of url: String) {
        let text = said?.message ?? "HTTP status \(answer.status)"
        switch (answer.status, said?.error) {
        case (400, "message_out_of_bounds"?), (400, "bad_message"?), (413, _):
            self = .unacceptable(text)
        case (429, _), (500..., _), (408, _): self = .later(text, retryAfterSeconds: answer.retryAfterSeconds)
        default: self = .refused(text)
        }
    }

    var retryAfterSeconds: Int? {
        if case .later(_, let seconds) = self { seconds } else { nil }
    }

    var description: String {
        switch self {
        case .unacceptable(let text), .later(let text, _), .refused(let text): "the hub answers: \(text)"
        }
    }
}
