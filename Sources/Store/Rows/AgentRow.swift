public import FoundationEssentials
public import Reports

/// An agent: where it is assigned and when it was heard.
public struct AgentRow: Codable, Sendable, Equatable {
    public var agent: AgentID
    public var school: String
    public var schoolName: String
    public var room: String?
    public var label: String?
    public var state: AgentState
    /// Since when it waits for approval; nil unless it does.
    public var waitingSince: Date?
    public var version: String?
    /// Whether the region hears a later release from another agent.
    public var oldVersion: Bool
    public var enrolledAt: Date
    /// When its last report came, by the server's clock.
    public var lastSeen: Date?
    public var reports: Int
    /// Envelopes kept aside because a number came with two contents.
    public var setAside: Int
    /// The agent whose copied state this one said it began with.
    public var clonedFrom: AgentID?
    /// Its key is live on two computers; one of them is ordered to take another.
    public var suspectedClone: Bool
    /// The agent this computer was before it was reinstalled.
    public var succeeds: AgentID?
    /// The agent this computer is since it was reinstalled: it counts there.
    public var replacedBy: AgentID?
    /// Since when its table of devices differs from the one held, where asking for a whole scan on two days did not mend it.
    public var tableDiffersSince: Date?
    /// Its streams that the region has ended: two contents under one number, or too many gaps.
    public var endedStreams: Int
    /// When the last of them was.
    public var streamEndedAt: Date?
    /// What its latest reports say and this release does not read: it is newer than its region.
    public var unknownFields: [String]

    public init(
        agent: AgentID, school: String, schoolName: String, room: String? = nil, label: String? = nil,
        state: AgentState, waitingSince: Date? = nil, version: String? = nil, oldVersion: Bool = false,
        enrolledAt: Date, lastSeen: Date? = nil, reports: Int,
        setAside: Int, clonedFrom: AgentID? = nil, suspectedClone: Bool = false, succeeds: AgentID? = nil,
        replacedBy: AgentID? = nil, tableDiffersSince: Date? = nil, endedStreams: Int = 0,
        streamEndedAt: Date? = nil, unknownFields: [String] = []
    ) {
        self.agent = agent
        self.school = school
        self.schoolName = schoolName
        self.room = room
        self.label = label
        self.state = state
        self.waitingSince = waitingSince
        self.version = version
        self.oldVersion = oldVersion
        self.enrolledAt = enrolledAt
        self.lastSeen = lastSeen
        self.reports = reports
        self.setAside = setAside
        self.clonedFrom = clonedFrom
        self.suspectedClone = suspectedClone
        self.succeeds = succeeds
        self.replacedBy = replacedBy
        self.tableDiffersSince = tableDiffersSince
        self.endedStreams = endedStreams
        self.streamEndedAt = streamEndedAt
        self.unknownFields = unknownFields
    }

    enum CodingKeys: String, CodingKey {
        case agent, school, room, label, state, version, reports, succeeds
        case schoolName = "school_name"
        case waitingSince = "waiting_since"
        case oldVersion = "old_version"
        case enrolledAt = "enrolled_at"
        case lastSeen = "last_seen"
        case setAside = "set_aside"
        case clonedFrom = "cloned_from"
        case suspectedClone = "suspected_clone"
        case replacedBy = "replaced_by"
        case tableDiffersSince = "table_differs_since"
        case endedStreams = "ended_streams"
        case streamEndedAt = "stream_ended_at"
        case unknownFields = "unknown_fields"
    }

    /// Every key in every row: what is not known is null.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(agent, forKey: .agent)
        try values.encode(school, forKey: .school)
        try values.encode(schoolName, forKey: .schoolName)
        try values.encode(room, forKey: .room)
        try values.encode(label, forKey: .label)
        try values.encode(state, forKey: .state)
        try values.encode(waitingSince, forKey: .waitingSince)
        try values.encode(version, forKey: .version)
        try values.encode(oldVersion, forKey: .oldVersion)
        try values.encode(enrolledAt, forKey: .enrolledAt)
        try values.encode(lastSeen, forKey: .lastSeen)
        try values.encode(reports, forKey: .reports)
        try values.encode(setAside, forKey: .setAside)
        try values.encode(clonedFrom, forKey: .clonedFrom)
        try values.encode(suspectedClone, forKey: .suspectedClone)
        try values.encode(succeeds, forKey: .succeeds)
        try values.encode(replacedBy, forKey: .replacedBy)
        try values.encode(tableDiffersSince, forKey: .tableDiffersSince)
        try values.encode(endedStreams, forKey: .endedStreams)
        try values.encode(streamEndedAt, forKey: .streamEndedAt)
        try values.encode(unknownFields, forKey: .unknownFields)
    }
}
