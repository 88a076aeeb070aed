public import Reports

/// An asset on a school's books, and what is known of its being there.
public struct AssetRow: Codable, Sendable, Equatable {
    public var school: String
    public var schoolName: String
    public var inventoryNumber: String
    public var category: StockCategory
    /// On the books.
    public var room: String?
    public var vendor: String?
    public var model: String?
    /// Nil also where only its hash is kept.
    public var serial: String?
    public var purchasedOn: String?
    public var price: Double?
    public var currency: String?
    public var contract: String?
    public var funders: [AssetFunder]
    public var programme: String?
    /// On the day asked for.
    public var state: AssetState
    public var stateSince: String
    public var stateDocument: String?
    public var presence: Presence
    /// A civil day, `yyyy-mm-dd`.
    public var lastSeen: String?
    /// The computer that saw it last, or that it is.
    public var agent: AgentID?
    /// Where that computer stands.
    public var seenInRoom: String?
    /// Lost, stolen or written off, and seen since.
    public var seenAgain: Bool

    public init(
        school: String, schoolName: String, inventoryNumber: String, category: StockCategory, room: String? = nil,
        vendor: String? = nil, model: String? = nil, serial: String? = nil, purchasedOn: String? = nil,
        price: Double? = nil, currency: String? = nil, contract: String? = nil, funders: [AssetFunder] = [],
        programme: String? = nil, state: AssetState, stateSince: String, stateDocument: String? = nil,
        presence: Presence = .registered, lastSeen: String? = nil, agent: AgentID? = nil, seenInRoom: String? = nil,
        seenAgain: Bool = false
    ) {
        self.school = school
        self.schoolName = schoolName
        self.inventoryNumber = inventoryNumber
        self.category = category
        self.room = room
        self.vendor = vendor
        self.model = model
        self.serial = serial
        self.purchasedOn = purchasedOn
        self.price = price
        self.currency = currency
        self.contract = contract
        self.funders = funders
        self.programme = programme
        self.state = state
        self.stateSince = stateSince
        self.stateDocument = stateDocument
        self.presence = presence
        self.lastSeen = lastSeen
        self.agent = agent
        self.seenInRoom = seenInRoom
        self.seenAgain = seenAgain
    }

    enum CodingKeys: String, CodingKey {
        case school, category, room, vendor, model, serial, price, currency, contract, funders, programme, state
        case presence, agent
        case schoolName = "school_name"
        case inventoryNumber = "inventory_number"
        case purchasedOn = "purchased_on"
        case stateSince = "state_since"
        case stateDocument = "state_document"
        case lastSeen = "last_seen"
        case seenInRoom = "seen_in_room"
        case seenAgain = "seen_again"
    }
}
