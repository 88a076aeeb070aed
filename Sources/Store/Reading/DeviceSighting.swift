public import FoundationEssentials
public import Reports

/// A device as one computer saw it, and whether that computer is heard.
public struct DeviceSighting: Sendable, Equatable {
    public var row: DeviceRow
    /// Whether the computer's last report came within `Query.liveDays`.
    public var isLive: Bool

    public init(row: DeviceRow, isLive: Bool) {
        self.row = row
        self.isLive = isLive
    }
}

/// One day on which one computer saw a device.
public struct DeviceSpan: Sendable, Equatable {
    public var agent: AgentID
    public var day: String
    public var first: Date
    public var last: Date
    /// Minutes it was seen attached.
    public var minutes: Int

    public init(agent: AgentID, day: String, first: Date, last: Date, minutes: Int) {
        self.agent = agent
        self.day = day
        self.first = first
        self.last = last
        self.minutes = minutes
    }
}
