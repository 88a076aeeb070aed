internal import Outbox

extension AgentCore {
    /// What happened when the outbox was opened, where somebody should know; nil when all is well.
    public var openingComplaint: String? {
        switch outbox.opening {
        case .replaced(let aside, let reason):
            "the outbox could not be read (\(reason)); it was moved aside to \(aside), nothing in it is lost, and a new one "
                + "was started"
        default: nil
        }
    }
}
