internal import Reports

/// Who paid for an asset, and how much of it.
public struct AssetFunder: Codable, Sendable, Hashable {
    public var name: String
    /// Percent; nil where nobody said.
    public var share: Double?

    public init(name: String, share: Double? = nil) {
        self.name = name
        self.share = share
    }

    enum CodingKeys: String, CodingKey {
        case name, share
    }

    /// Every key always: what is not known is null.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(name, forKey: .name)
        try values.encode(share, forKey: .share)
    }
}

/// A thing on a school's books; school and inventory number tell it from all others.
public struct Asset: Sendable, Equatable {
    public var school: String
    public var inventoryNumber: String
    public var category: StockCategory
    public var room: String?
    public var vendor: String?
    public var model: String?
    /// As it stands on the thing, kept only where it may be: see `SerialMark`.
    public var serial: SerialMark?
    /// A civil day, `yyyy-mm-dd`, as every day here.
    public var purchasedOn: String?
    public var price: Double?
    /// An ISO 4217 code.
    public var currency: String?
    public var contract: String?
    /// In the order of the names.
    public var funders: [AssetFunder]
    /// A programme's id.
    public var programme: String?
    /// Nil where the file says none: a new asset is in use, a known one keeps its state.
    public var state: AssetState?
    /// Nil where the file says none: the day of the import.
    public var stateSince: String?
    public var stateDocument: String?

    public init(
        school: String, inventoryNumber: String, category: StockCategory, room: String? = nil, vendor: String? = nil,
        model: String? = nil, serial: SerialMark? = nil, purchasedOn: String? = nil, price: Double? = nil,
        currency: String? = nil, contract: String? = nil, funders: [AssetFunder] = [], programme: String? = nil,
        state: AssetState? = nil, stateSince: String? = nil, stateDocument: String? = nil
    ) {
        self.school = school
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
        self.funders = funders.sorted { $0.name < $1.name }
        self.programme = programme
        self.state = state
        self.stateSince = stateSince
        self.stateDocument = stateDocument
    }

    /// How imports and messages name it.
    public var name: String { "\(school)/\(inventoryNumber)" }
}
