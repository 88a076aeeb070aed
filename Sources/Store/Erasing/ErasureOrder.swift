public import FoundationEssentials

/// Who has something erased, when and why: what the audit log keeps of it.
public struct ErasureOrder: Sendable, Equatable {
    public var at: Date
    /// The local account of a command.
    public var who: String
    /// In the words of whoever asked for it, such as the number of the request; never what is to be erased.
    public var reason: String

    public init(at: Date, who: String, reason: String) {
        self.at = at
        self.who = who
        self.reason = reason
    }
}
