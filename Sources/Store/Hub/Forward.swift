public import FoundationEssentials

/// What a region sends a hub in one message, as an envelope of kind `.forward` that the region's key signed.
///
/// Figures are whole schools, each of which replaces what was told of it before; envelopes stand beside their computers. A
/// message that comes again changes nothing: its number was held, and of its envelopes each counts once.
public struct Forward: Codable, Sendable, Equatable {
    public static let currentVersion = 1

    public var version: Int
    /// Drawn durably before it is sent: above all of this region's earlier ones, also after a backup was restored.
    public var number: Int
    public var madeAt: Date
    /// The region's release.
    public var release: String
    /// When the newest report came there.
    public var newestReport: Date?
    /// How many envelopes are to be handed on and were not yet.
    public var waiting: Int
    /// How many of these its region has forgotten by age before they could be handed on, since it began.
    public var lost: Int
    /// Whether with this message everything is told that was to be told when its round began.
    public var isComplete: Bool
    public var programmes: [ForwardedProgramme]
    public var indicators: [ForwardedIndicator]
    public var schools: [ForwardedSchool]
    public var agents: [ForwardedAgent]
    public var envelopes: [String]

    public init(number: Int, madeAt: Date, release: String) {
        version = Self.currentVersion
        self.number = number
        self.madeAt = madeAt
        self.release = release
        waiting = 0
        lost = 0
        isComplete = false
        programmes = []
        indicators = []
        schools = []
        agents = []
        envelopes = []
    }

    enum CodingKeys: String, CodingKey {
        case version, number, release, waiting, lost, programmes, indicators, schools, agents, envelopes
        case madeAt = "made_at"
        case newestReport = "newest_report"
        case isComplete = "is_complete"
    }
}

/// What a hub answers to a message: all of it is durably held, but what is refused here and will never be taken as it is.
public struct ForwardAnswer: Codable, Sendable, Equatable {
    /// One school or envelope.
    public struct Refused: Codable, Sendable, Equatable {
        /// The school's id, or the envelope's place in the message from 0.
        public var school: String?
        public var envelope: Int?
        public var error: String
        public var message: String

        public init(school: String? = nil, envelope: Int? = nil, error: String, message: String) {
            self.school = school
            self.envelope = envelope
            self.error = error
            self.message = message
        }
    }

    public var number: Int
    public var serverTime: Date
    /// Schools whose figures are held now.
    public var schools: Int
    /// Envelopes that are new here, and those that were held before.
    public var stored: Int
    public var duplicates: Int
    public var refused: [Refused]

    public init(
        number: Int, serverTime: Date, schools: Int = 0, stored: Int = 0, duplicates: Int = 0, refused: [Refused] = []
    ) {
        self.number = number
        self.serverTime = serverTime
        self.schools = schools
        self.stored = stored
        self.duplicates = duplicates
        self.refused = refused
    }

    enum CodingKeys: String, CodingKey {
        case number, schools, stored, duplicates, refused
        case serverTime = "server_time"
    }
}
