/// One item of a norm: what is needed of it stands with each school.
public struct EquipItem: Sendable, Equatable {
    /// A thing that may be bought for it.
    public struct Choice: Sendable, Equatable {
        /// An index into `EquipProblem.kinds`.
        public var kind: Int
        /// Of one piece; nil where nobody says.
        public var price: Double?
        public var runningAYear: Double

        public init(kind: Int, price: Double?, runningAYear: Double = 0) {
            self.kind = kind
            self.price = price
            self.runningAYear = runningAYear
        }
    }

    public var room: String
    public var mandatory: Bool
    /// The item's own first, then what does in its place.
    public var choices: [Choice]

    public init(room: String, mandatory: Bool = true, choices: [Choice]) {
        self.room = room
        self.mandatory = mandatory
        self.choices = choices
    }

    /// What is bought: the cheapest that has a price, of equals the first; nil where none has.
    public var bought: Choice? {
        var cheapest: (choice: Choice, price: Double)?
        for choice in choices {
            guard let price = choice.price, cheapest.map({ price < $0.price }) ?? true else { continue }
            cheapest = (choice, price)
        }
        return cheapest?.choice
    }
}
