/// How many of a category stand in a room: at least so many for certain, at most so many as far as anybody knows.
public struct StockCount: Sendable, Equatable {
    public var category: StockCategory
    /// Nil where nobody said, or where it is the sum over a school.
    public var room: String?
    /// Verified.
    public var low = 0
    /// Verified, not told, and on the books with nothing against it.
    public var high = 0
    public var verified = 0
    public var registered = 0
    public var notSeen = 0
    public var noData = 0
    /// In repair or broken, whether seen or not; in neither `low` nor `high`.
    public var outOfOrder = 0
    /// On the books as lost, stolen or written off, and seen since.
    public var seenAgain = 0

    public init(category: StockCategory, room: String? = nil) {
        self.category = category
        self.room = room
    }

    mutating func add(_ item: StockItem) {
        low += item.countsLow ? 1 : 0
        high += item.countsHigh ? 1 : 0
        seenAgain += item.reason == .seenAgain ? 1 : 0
        switch item.reason {
        case .gone: return
        case .outOfOrder: outOfOrder += 1
        default:
            switch item.presence {
            case .verified: verified += 1
            case .registered: registered += 1
            case .notSeen: notSeen += 1
            case .noData: noData += 1
            }
        }
    }

    /// By category, over all rooms.
    public static func totals(of items: [StockItem]) -> [StockCount] {
        counts(
            of: items.map { item in
                var item = item
                item.room = nil
                return item
            })
    }

    /// By category and room, what has no room first.
    /// - Parameter items: in the order of a school's stock.
    public static func counts(of items: [StockItem]) -> [StockCount] {
        var counts: [StockCount] = []
        for item in items {
            if counts.last?.category != item.category || counts.last?.room != item.room {
                counts.append(StockCount(category: item.category, room: item.room))
            }
            counts[counts.count - 1].add(item)
        }
        return counts
    }
}
