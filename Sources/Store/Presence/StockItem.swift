public import Reports

/// One thing of a school's stock, and all that led to its being counted or not.
public struct StockItem: Codable, Sendable, Equatable {
    /// What tied a thing on the books to a thing that was seen.
    public enum Match: String, Codable, Sendable, CaseIterable {
        case serial
        /// The inventory number on a computer's sticker.
        case label
        /// Nothing but that both are of one category, and in one room: which is which nobody knows.
        case room
        /// Nothing but that both are of one category.
        case category
    }

    /// Why it counts as it does.
    public enum Reason: String, Codable, Sendable, CaseIterable {
        case seenLately = "seen_lately"
        /// Seen lately, but what it is was guessed: it counts in `high` alone.
        case kindUncertain = "kind_uncertain"
        case computerOff = "computer_off"
        case computerRanWithout = "computer_ran_without"
        case onBooksOnly = "on_books_only"
        case outOfOrder = "out_of_order"
        /// Lost, stolen or written off, and not seen since.
        case gone
        /// Lost, stolen or written off, and seen since.
        case seenAgain = "seen_again"
    }

    public var category: StockCategory
    public var room: String?
    public var presence: Presence
    public var reason: Reason
    public var confidence: Confidence
    public var inventoryNumber: String?
    public var state: AssetState?
    public var device: String?
    /// The computer that saw it last, or that it is.
    public var agent: AgentID?
    /// That computer's inventory number.
    public var computer: String?
    public var match: Match?
    /// A civil day, `yyyy-mm-dd`.
    public var lastSeen: String?
    /// On how many school days its computer ran since, as far as that decides.
    public var ranWithout: Int

    enum CodingKeys: String, CodingKey {
        case category, room, presence, reason, confidence, state, device, agent, computer, match
        case inventoryNumber = "inventory_number"
        case lastSeen = "last_seen"
        case ranWithout = "ran_without"
    }

    /// Whether it is there for certain.
    public var countsLow: Bool { reason == .seenLately || (reason == .seenAgain && presence == .verified) }

    /// Whether it may be there.
    public var countsHigh: Bool {
        switch reason {
        case .seenLately, .kindUncertain, .computerOff, .onBooksOnly: true
        case .seenAgain: presence == .verified
        case .computerRanWithout, .outOfOrder, .gone: false
        }
    }

    /// Every key always: what is not known is null.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(category, forKey: .category)
        try values.encode(room, forKey: .room)
        try values.encode(presence, forKey: .presence)
        try values.encode(reason, forKey: .reason)
        try values.encode(confidence, forKey: .confidence)
        try values.encode(inventoryNumber, forKey: .inventoryNumber)
        try values.encode(state, forKey: .state)
        try values.encode(device, forKey: .device)
        try values.encode(agent, forKey: .agent)
        try values.encode(computer, forKey: .computer)
        try values.encode(match, forKey: .match)
        try values.encode(lastSeen, forKey: .lastSeen)
        try values.encode(ranWithout, forKey: .ranWithout)
    }
}
