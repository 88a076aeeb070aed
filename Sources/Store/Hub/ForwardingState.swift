public import FoundationEssentials
public import Reports

/// Who begins to forward, and where to.
public struct ForwardingStart: Sendable {
    public var url: String
    /// Whose hub it is.
    public var hub: VerifyingKey
    /// The database's: after a restore positions mean other envelopes.
    public var epoch: String
    public var holder: String
    public var now: Date
    /// Until when no other process forwards, should this one not end its round.
    public var until: Date

    public init(url: String, hub: VerifyingKey, epoch: String, holder: String, now: Date, until: Date) {
        self.url = url
        self.hub = hub
        self.epoch = epoch
        self.holder = holder
        self.now = now
        self.until = until
    }
}

/// How far a region has told a hub everything.
public struct ForwardingState: Sendable, Equatable {
    public var hub: VerifyingKey
    /// What the hub's region has signed of its servers, as it came.
    public var statement: String?
    public var position: Int
    public var lost: Int
    public var completeAt: Date?

    public init(hub: VerifyingKey, statement: String?, position: Int, lost: Int, completeAt: Date?) {
        self.hub = hub
        self.statement = statement
        self.position = position
        self.lost = lost
        self.completeAt = completeAt
    }
}
