public import Presentation

/// Why reports were not taken although the aggregator answered.
public struct DeliveryFailure: ExplainedFailure, Equatable {
    public enum Code: Sendable, Equatable {
        /// The aggregator does not know this agent's key.
        case unknownAgent
        case revoked
        /// Enrolled beyond the number the region expected: somebody there has to approve it.
        case waiting
        /// The aggregator asks for patience, or has a problem of its own.
        case busy
        /// This agent has sent as much as one day may bring; others may still send.
        case overBudget
        /// It answered without taking or refusing anything.
        case noProgress
        /// It refused the request in words this version does not know.
        case refused
    }

    public var code: Code
    /// What happened.
    public var reason: String

    public init(code: Code, reason: String) {
        self.code = code
        self.reason = reason
    }

    public var description: String { "\(reason); \(advice)" }

    /// What the reader can do.
    public var advice: String {
        switch code {
        case .unknownAgent: "everything is kept; enrol again with: sudo parta-agent enroll URL CODE"
        case .revoked: "everything is kept, nothing more is sent or measured; ask your region why"
        case .waiting:
            "everything is kept, the agent asks again every hour; ask your region to approve it (parta agents)"
        case .busy, .overBudget: "everything is kept, the agent tries again"
        case .noProgress, .refused: "everything is kept; tell your region, with the version of the agent"
        }
    }

    public var exitStatus: SystemExit {
        switch code {
        case .unknownAgent, .revoked, .waiting: .noPermission
        case .busy, .overBudget, .noProgress, .refused: .unavailable
        }
    }
}
