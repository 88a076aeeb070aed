public import Reports

/// What is known of a thing's being there on a day: never merely when it was seen last, which tells nothing of a PC that is off.
public enum Presence: String, Codable, Sendable, CaseIterable {
    /// Seen on one of the last school days, or since.
    case verified
    /// On the books only: nothing has seen it, or nothing can.
    case registered
    /// The computer that saw it last ran on as many school days without it.
    case notSeen = "not_seen"
    /// Not seen lately, and its computer was off, or it was holiday: nobody knows.
    case noData = "no_data"

    /// - Parameters:
    ///   - lastSeen: the day on which it was seen last, nil for never.
    ///   - ran: on which days the computer ran that saw it last.
    public init(lastSeen: CivilDate?, ran: DaySet, in window: PresenceWindow) {
        if let lastSeen {
            if window.isRecent(lastSeen) {
                self = .verified
            } else {
                self = window.schoolDays(of: ran, after: lastSeen) >= window.days ? .notSeen : .noData
            }
        } else {
            self = .registered
        }
    }
}
