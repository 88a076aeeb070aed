public import Reports

/// All that tells what one school has: from agents, and from the books.
public struct SchoolEvidence: Sendable, Equatable {
    /// A computer with an agent.
    public struct Computer: Sendable, Equatable {
        public var agent: AgentID
        public var label: String?
        public var room: String?
        /// Whether its last report came within `Query.liveDays`.
        public var isLive: Bool
        public var ran: DaySet

        public init(
            agent: AgentID, label: String? = nil, room: String? = nil, isLive: Bool = true, ran: DaySet = DaySet()
        ) {
            self.agent = agent
            self.label = label
            self.room = room
            self.isLive = isLive
            self.ran = ran
        }
    }

    /// A device, once for the whole school, where it was seen last.
    public struct Sighting: Sendable, Equatable {
        public var device: String
        public var category: Reports.Category
        public var confidence: Confidence
        public var agent: AgentID
        public var room: String?
        /// As it was sent: plain, or a hash.
        public var serial: String?
        public var lastSeen: CivilDate?

        public init(
            device: String, category: Reports.Category, confidence: Confidence = .certain, agent: AgentID,
            room: String? = nil, serial: String? = nil, lastSeen: CivilDate?
        ) {
            self.device = device
            self.category = category
            self.confidence = confidence
            self.agent = agent
            self.room = room
            self.serial = serial
            self.lastSeen = lastSeen
        }
    }

    /// A computer on the books that has no agent.
    public struct Registered: Sendable, Equatable {
        public var label: String?
        public var room: String?
        public var serialHash: String?

        public init(label: String? = nil, room: String? = nil, serialHash: String? = nil) {
            self.label = label
            self.room = room
            self.serialHash = serialHash
        }
    }

    /// An asset on the books.
    public struct Booked: Sendable, Equatable {
        public var inventoryNumber: String
        public var category: StockCategory
        public var room: String?
        public var state: AssetState
        public var stateSince: CivilDate?
        public var serial: SerialMark?
        /// Of a computer: the agent whose firmware has its serial.
        public var agent: AgentID?

        public init(
            inventoryNumber: String, category: StockCategory, room: String? = nil, state: AssetState = .inUse,
            stateSince: CivilDate? = nil, serial: SerialMark? = nil, agent: AgentID? = nil
        ) {
            self.inventoryNumber = inventoryNumber
            self.category = category
            self.room = room
            self.state = state
            self.stateSince = stateSince
            self.serial = serial
            self.agent = agent
        }
    }

    public var computers: [Computer]
    public var sightings: [Sighting]
    public var registered: [Registered]
    public var assets: [Booked]

    public init(
        computers: [Computer] = [], sightings: [Sighting] = [], registered: [Registered] = [], assets: [Booked] = []
    ) {
        self.computers = computers
        self.sightings = sightings
        self.registered = registered
        self.assets = assets
    }
}
