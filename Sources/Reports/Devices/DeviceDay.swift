/// A device seen at a computer on one day: what remains of an outage of any length.
public struct DeviceDay: Codable, Sendable, Equatable {
    /// `Device.id`.
    public var device: String
    /// The computer's local calendar day, `YYYY-MM-DD`.
    public var day: String
    public var first: ObservedTime
    public var last: ObservedTime
    /// Minutes it was seen attached while the agent was watching.
    public var minutes: Int
    /// How often it was plugged in while the agent was watching.
    public var timesPlugged: Int
    /// True where nobody knows the day: the computer's clock was wrong and its boot ended before it was told the time. Then
    /// `day`, `first` and `last` are the latest possible; or, from a computer that no network ever reached, the earliest.
    public var timeEstimated: Bool?

    public init(
        device: String, day: String, first: ObservedTime, last: ObservedTime, minutes: Int, timesPlugged: Int,
        timeEstimated: Bool? = nil
    ) {
        self.device = device
        self.day = day
        self.first = first
        self.last = last
        self.minutes = minutes
        self.timesPlugged = timesPlugged
        self.timeEstimated = timeEstimated
    }

    enum CodingKeys: String, CodingKey {
        case device, day, first, last, minutes
        case timesPlugged = "times_plugged"
        case timeEstimated = "time_estimated"
    }
}
