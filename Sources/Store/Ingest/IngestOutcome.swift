public import FoundationEssentials
public import Reports

/// What became of the reports of one request, after the durable commit.
public struct IngestOutcome: Sendable, Equatable {
    /// What became of one report.
    public enum Disposition: String, Sendable, Equatable {
        case stored
        /// The same envelope was held already.
        case duplicate
        /// Its number was held with other content: kept aside, and its stream is ended.
        case conflict
        /// Its stream is ended, by a conflict or at one of `RangeLimits`: kept aside.
        case streamEnded
        /// Its agent was revoked, or never enrolled, by the time of the commit.
        case agentRefused
        /// Its agent waits for approval by the time of the commit: nothing is kept, and it may come again.
        case agentWaiting
        /// Its agent's bytes of the day are spent: nothing is kept, and it may come again tomorrow.
        case overBudget
    }

    /// By position in the request.
    public var dispositions: [Disposition]
    /// What is held of each stream that the request named.
    public var accepted: [StreamID: SequenceRanges]
    /// Agents whose key is live on two computers, where the computer that sealed a report of this request is the one
    /// that is to take a new key.
    public var rekey: Set<AgentID>
    /// Agents whose table of devices differs from the one held, and who have not been asked for a whole scan today.
    public var sendFull: Set<AgentID>
    /// `Store.settingsVersion` as of the commit; nil where nobody asked.
    public var settingsVersion: Int?

    public init(
        dispositions: [Disposition] = [], accepted: [StreamID: SequenceRanges] = [:], rekey: Set<AgentID> = [],
        sendFull: Set<AgentID> = [], settingsVersion: Int? = nil
    ) {
        self.dispositions = dispositions
        self.accepted = accepted
        self.rekey = rekey
        self.sendFull = sendFull
        self.settingsVersion = settingsVersion
    }
}

/// A stream is an agent's own: two agents that name one stream do not share it.
public struct StreamID: Sendable, Hashable {
    public var agent: AgentID
    public var stream: String

    public init(agent: AgentID, stream: String) {
        self.agent = agent
        self.stream = stream
    }
}

/// An envelope as it arrived.
public struct StoredEnvelope: Sendable, Equatable {
    /// Grows with every envelope stored, not without gaps.
    public var position: Int
    public var agent: AgentID
    public var stream: String
    public var seq: Int
    public var receivedAt: Date
    public var text: String

    public init(position: Int, agent: AgentID, stream: String, seq: Int, receivedAt: Date, text: String) {
        self.position = position
        self.agent = agent
        self.stream = stream
        self.seq = seq
        self.receivedAt = receivedAt
        self.text = text
    }
}
