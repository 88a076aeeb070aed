internal import Store

extension Refusal {
    /// What an agent is told in place of any answer but to an enrolment, nil when it is to be answered.
    /// - Parameter agent: as the store knows it.
    static func inPlaceOfAnswer(to agent: RegisteredAgent?) -> Refusal? {
        switch agent?.state {
        case nil: .unknownAgent
        case .revoked: .revoked
        case .waiting: .waitingForApproval
        case .enrolled: nil
        }
    }
}
