/// What schools lack of a norm; pure.
public struct NormGaps: Sendable {
    /// One item of one room at one school.
    public struct Gap: Sendable, Equatable {
        /// Which of the norm's items it is: the same for the same item of a room of that kind, whatever the room set.
        public var place: Int
        public var room: String
        public var item: EquipmentNorm.Item
        /// What does in place of the item.
        public var substitutes: [EquipmentNorm.Item]
        /// Nil where what decides is not known of the school, such as its teachers.
        public var needed: Int?
        /// False where it hangs on a thing that may or may not be there.
        public var isCertain: Bool
        /// Of what is there, what this item takes, substitutes among it.
        public var present: StockRange

        public var missing: ClosedRange<Int> {
            let needed = needed ?? 0
            return (isCertain ? max(0, needed - present.high) : 0)...max(0, needed - present.low)
        }
    }

    /// What a norm asks of one school, and what is left of what is there.
    public struct Asked: Sendable, Equatable {
        public var gaps: [Gap]
        /// What no item of the norm takes, mandatory or recommended.
        public var surplus: [EquipmentKind: StockRange]
    }

    public let norm: EquipmentNorm
    /// By the room set's id.
    private let asked: [String: [NormAsk]]
    private let askedForLessons: [NormAsk]
    /// How many different places gaps have, from 0.
    public let places: Int

    public init(_ norm: EquipmentNorm) {
        self.norm = norm
        var asking = NormAsk.Numbering()
        asked = norm.sets.sorted { $0.key < $1.key }.reduce(into: [:]) { asked, set in
            asked[set.key] = set.value.flatMap { asking.asks(of: $0.items, in: $0.kind, seats: $0.seats) }
        }
        askedForLessons = asking.asks(of: norm.supportLink?.items ?? [], in: EquipmentNorm.SupportLink.kind, seats: nil)
        places = asking.count
    }

    /// Of how many schools the norm cannot say what it asks.
    public func unknown(_ schools: [SchoolPlace]) -> Int {
        schools.count { asked(of: $0, stock: [:]) == nil }
    }

    /// What is asked of one school and what is there. What is there fills what is mandatory first, room by room in the norm's
    /// order: nobody counts for two rooms.
    /// - Returns: nil where what decides is not known of the school; empty where the norm does not ask it.
    public func asked(of school: SchoolPlace, stock: [EquipmentKind: StockRange]) -> Asked? {
        guard let speaks = norm.applies.speaks(of: school) else { return nil }
        var asks: [NormAsk] = []
        if speaks {
            switch norm.roomSet(pupils: school.pupils) {
            case .unknown: return nil
            case .none: break
            case .set(let id): asks = asked[id] ?? []
            }
        }
        var gaps = asks.compactMap { gap(of: $0, at: school, stock: stock) }
        gaps += link(at: school, besides: gaps, stock: stock)
        guard !gaps.isEmpty else { return Asked(gaps: [], surplus: [:]) }
        var left = stock
        let order = gaps.indices.filter { gaps[$0].item.mandatory } + gaps.indices.filter { !gaps[$0].item.mandatory }
        for index in order { gaps[index].take(gaps[index].item.category, from: &left) }
        // Only what is left over does in place of other things.
        for index in order {
            for substitute in gaps[index].substitutes { gaps[index].take(substitute.category, from: &left) }
        }
        return Asked(gaps: gaps, surplus: left.filter { $0.value.high > 0 })
    }

    private func gap(of ask: NormAsk, at school: SchoolPlace, stock: [EquipmentKind: StockRange]) -> Gap? {
        let other = ask.item.onlyIfMissing.map { stock[$0] ?? StockRange(low: 0, high: 0) }
        if let other, other.low > 0 { return nil }
        return Gap(
            place: ask.place, room: ask.room, item: ask.item, substitutes: ask.substitutes,
            needed: ask.item.needed(at: school, seats: ask.seats), isCertain: (other?.high ?? 0) == 0,
            present: StockRange(low: 0, high: 0))
    }

    /// What both ends of a lesson need that no room of the school brings.
    private func link(at school: SchoolPlace, besides gaps: [Gap], stock: [EquipmentKind: StockRange]) -> [Gap] {
        guard !askedForLessons.isEmpty,
            school.type == .support || (school.type == .small && school.supportedBy != nil)
        else { return [] }
        let brought = Set(
            gaps.filter(\.item.mandatory).flatMap { [$0.item.category] + $0.substitutes.map(\.category) })
        return askedForLessons.compactMap { ask in
            let serving = [ask.item.category] + ask.substitutes.map(\.category)
            return brought.isDisjoint(with: serving) ? gap(of: ask, at: school, stock: stock) : nil
        }
    }
}

extension NormGaps.Gap {
    /// Takes what it still lacks of a kind out of what is there.
    fileprivate mutating func take(_ kind: EquipmentKind, from stock: inout [EquipmentKind: StockRange]) {
        guard let left = stock[kind], let needed else { return }
        let taken = StockRange(low: min(left.low, needed - present.low), high: min(left.high, needed - present.high))
        present = StockRange(low: present.low + taken.low, high: present.high + taken.high)
        stock[kind] = StockRange(low: left.low - taken.low, high: left.high - taken.high)
    }
}
