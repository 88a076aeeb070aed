internal import Reports

extension StockItem {
    /// A thing that was seen or is registered, with the asset that it is or is taken for.
    init(_ thing: StockThing, _ window: PresenceWindow) {
        let asset = thing.claim?.asset
        let isProven = thing.claim?.match == .serial || thing.claim?.match == .label
        // A telephone perhaps: it is taken for the tablet on the books, and nobody knows.
        let isKin = asset.map { $0.category != thing.category } ?? false
        self.init(
            // Who wrote the books has seen the thing; the rule that named it may have guessed.
            category: asset?.category ?? thing.category,
            room: thing.room ?? asset?.room, presence: thing.presence, reason: .onBooksOnly,
            confidence: isProven ? .certain : isKin ? .possible : thing.confidence,
            inventoryNumber: asset?.inventoryNumber,
            state: asset?.state, device: thing.device, agent: thing.agent, computer: thing.label,
            match: thing.claim?.match, lastSeen: thing.lastSeen?.description, ranWithout: thing.ranWithout)
        reason = Self.reason(of: self, stateSince: asset?.stateSince, lastSeen: thing.lastSeen)
    }

    /// An asset that nothing has seen.
    init(_ asset: SchoolEvidence.Booked) {
        self.init(
            category: asset.category, room: asset.room, presence: .registered, reason: .onBooksOnly,
            confidence: .certain, inventoryNumber: asset.inventoryNumber, state: asset.state, ranWithout: 0)
        reason = Self.reason(of: self, stateSince: asset.stateSince, lastSeen: nil)
    }

    private static func reason(of item: StockItem, stateSince: CivilDate?, lastSeen: CivilDate?) -> Reason {
        if let state = item.state, state.isGone {
            // Seen on the very day on which it was written off tells nothing yet.
            guard let lastSeen, let stateSince else { return .gone }
            return lastSeen > stateSince ? .seenAgain : .gone
        }
        if item.state?.isOutOfOrder == true { return .outOfOrder }
        switch item.presence {
        case .verified: return item.confidence == .possible ? .kindUncertain : .seenLately
        case .noData: return .computerOff
        case .notSeen: return .computerRanWithout
        case .registered: return .onBooksOnly
        }
    }

    /// By category, room, inventory number, device and computer.
    var order: [String] {
        [category.rawValue, room ?? "", inventoryNumber ?? "", device ?? "", computer ?? "", agent?.text ?? ""]
    }
}
