public import FoundationEssentials

/// A region that forwards to this hub, and how fresh what it told is.
public struct HubRegionRow: Codable, Sendable, Equatable {
    public enum Freshness: String, Codable, Sendable, CaseIterable {
        /// Everything was told within the last two hours.
        case current
        /// Everything was told within the last two days.
        case behind
        /// Not for longer.
        case silent
        /// It has a token and never forwarded anything whole.
        case never
        /// Its token has expired or was revoked: it can tell nothing more.
        case closed
    }

    static let currentSeconds: TimeInterval = 2 * 3_600
    static let behindSeconds: TimeInterval = 2 * 86_400

    /// As its token is called.
    public var name: String
    /// From its key; nil before its first message.
    public var region: String?
    /// Where it may write.
    public var areas: [String]
    public var state: Freshness
    /// When its last message came, and when one came with which everything was told.
    public var lastForwarded: Date?
    public var completeAt: Date?
    /// Since then, to the moment asked for.
    public var behindSeconds: Int?
    /// When the newest report had come in the region, as it said last.
    public var newestReport: Date?
    /// By what leaves of them.
    public var rollupSchools: Int
    public var envelopeSchools: Int
    public var computers: Int
    public var computersLive: Int
    /// Held here, waiting there when it last spoke, and forgotten there before they could be handed on.
    public var envelopes: Int
    public var envelopesWaiting: Int
    public var envelopesLost: Int
    /// Its release.
    public var release: String?

    public init(
        name: String, region: String?, areas: [String], lastForwarded: Date?, completeAt: Date?, newestReport: Date?,
        rollupSchools: Int, envelopeSchools: Int, computers: Int, computersLive: Int, envelopes: Int,
        envelopesWaiting: Int, envelopesLost: Int, release: String?, isOpen: Bool, asOf: Date
    ) {
        self.name = name
        self.region = region
        self.areas = areas
        self.lastForwarded = lastForwarded
        self.completeAt = completeAt
        self.newestReport = newestReport
        self.rollupSchools = rollupSchools
        self.envelopeSchools = envelopeSchools
        self.computers = computers
        self.computersLive = computersLive
        self.envelopes = envelopes
        self.envelopesWaiting = envelopesWaiting
        self.envelopesLost = envelopesLost
        self.release = release
        let behind = completeAt.map { max(0, asOf.timeIntervalSince($0)) }
        behindSeconds = behind.map { Int($0) }
        guard isOpen else {
            state = .closed
            return
        }
        switch behind {
        case nil: state = .never
        case let seconds? where seconds <= Self.currentSeconds: state = .current
        case let seconds? where seconds <= Self.behindSeconds: state = .behind
        default: state = .silent
        }
    }

    enum CodingKeys: String, CodingKey {
        case name, region, areas, state, computers, envelopes, release
        case lastForwarded = "last_forwarded"
        case completeAt = "complete_at"
        case behindSeconds = "behind_seconds"
        case newestReport = "newest_report"
        case rollupSchools = "rollup_schools"
        case envelopeSchools = "envelope_schools"
        case computersLive = "computers_live"
        case envelopesWaiting = "envelopes_waiting"
        case envelopesLost = "envelopes_lost"
    }

    /// Every key in every row: what is not known is null.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(name, forKey: .name)
        try values.encode(region, forKey: .region)
        try values.encode(areas, forKey: .areas)
        try values.encode(state, forKey: .state)
        try values.encode(lastForwarded, forKey: .lastForwarded)
        try values.encode(completeAt, forKey: .completeAt)
        try values.encode(behindSeconds, forKey: .behindSeconds)
        try values.encode(newestReport, forKey: .newestReport)
        try values.encode(rollupSchools, forKey: .rollupSchools)
        try values.encode(envelopeSchools, forKey: .envelopeSchools)
        try values.encode(computers, forKey: .computers)
        try values.encode(computersLive, forKey: .computersLive)
        try values.encode(envelopes, forKey: .envelopes)
        try values.encode(envelopesWaiting, forKey: .envelopesWaiting)
        try values.encode(envelopesLost, forKey: .envelopesLost)
        try values.encode(release, forKey: .release)
    }
}
