/// What somebody counted at one school on one day: the whole school, not a part of it.
public struct Stocktake: Sendable, Equatable {
    /// A thing by its inventory number, or so many of a category, in a room or anywhere.
    public struct Item: Sendable, Equatable {
        public var inventoryNumber: String?
        public var category: StockCategory?
        public var room: String?
        /// How many were found; of an inventory number 0 or 1.
        public var count: Int

        public init(
            inventoryNumber: String? = nil, category: StockCategory? = nil, room: String? = nil, count: Int = 1
        ) {
            self.inventoryNumber = inventoryNumber
            self.category = category
            self.room = room
            self.count = count
        }
    }

    public var school: String
    /// A civil day, `yyyy-mm-dd`.
    public var day: String
    /// The protocol's number.
    public var document: String?
    public var items: [Item]

    public init(school: String, day: String, document: String? = nil, items: [Item]) {
        self.school = school
        self.day = day
        self.document = document
        self.items = items
    }

    public var name: String { "\(school)/\(day)" }
}

/// An asset as a stocktake is held against it.
public struct BookedAsset: Sendable, Equatable {
    public var school: String
    public var inventoryNumber: String
    public var category: StockCategory
    public var room: String?
    /// On the day of the stocktake.
    public var state: AssetState

    public init(
        school: String, inventoryNumber: String, category: StockCategory, room: String? = nil,
        state: AssetState = .inUse
    ) {
        self.school = school
        self.inventoryNumber = inventoryNumber
        self.category = category
        self.room = room
        self.state = state
    }
}
