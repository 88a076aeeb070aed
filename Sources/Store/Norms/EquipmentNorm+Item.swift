extension EquipmentNorm {
    /// What a count is multiplied with.
    public enum Basis: String, Codable, Sendable, CaseIterable {
        case perSchool = "per_school"
        case perRoom = "per_room"
        /// Of the room.
        case perSeat = "per_seat"
        /// For every `pupils` pupils begun.
        case perPupils = "per_pupils"
        /// For every class of pupils that are taught together.
        case perClassSet = "per_class_set"
        case perTeacher = "per_teacher"
    }

    /// What one piece costs.
    public struct Price: Sendable, Hashable {
        public var amount: Double
        /// ISO 4217.
        public var currency: String
        /// Of whose prices the amount is.
        public var year: Int
        /// What it costs every year from then on: licences, paper, repair.
        public var runningAYear: Double

        public init(amount: Double, currency: String, year: Int, runningAYear: Double = 0) {
            self.amount = amount
            self.currency = currency
            self.year = year
            self.runningAYear = runningAYear
        }
    }

    public struct Item: Sendable, Hashable {
        public var category: EquipmentKind
        public var basis: Basis
        public var count: Int
        /// Of `per_pupils`.
        public var pupils: Int?
        /// What the basis comes to is no fewer and no more than these.
        public var least: Int?
        public var most: Int?
        /// Whether the norm asks for it, or only recommends it.
        public var mandatory: Bool
        /// The least that will do, in words for whoever buys.
        public var spec: String?
        /// It is not asked for itself: it does in place of this item of its room, piece for piece.
        public var insteadOf: EquipmentKind?
        /// It is asked for only where the school has none of this.
        public var onlyIfMissing: EquipmentKind?
        public var price: Price?

        public init(
            category: EquipmentKind, basis: Basis, count: Int, pupils: Int? = nil, least: Int? = nil,
            most: Int? = nil, mandatory: Bool = true, spec: String? = nil, insteadOf: EquipmentKind? = nil,
            onlyIfMissing: EquipmentKind? = nil, price: Price? = nil
        ) {
            self.category = category
            self.basis = basis
            self.count = count
            self.pupils = pupils
            self.least = least
            self.most = most
            self.mandatory = mandatory
            self.spec = spec
            self.insteadOf = insteadOf
            self.onlyIfMissing = onlyIfMissing
            self.price = price
        }

        /// How many a school needs of it.
        /// - Parameter seats: of the item's room.
        /// - Returns: nil where what decides is not known of the school.
        func needed(at school: SchoolPlace, seats: Int?) -> Int? {
            let number: Int? =
                switch basis {
                case .perSchool, .perRoom: count
                case .perSeat: count * (seats ?? 0)
                case .perPupils: school.pupils.map { count * (($0 + (pupils ?? 1) - 1) / (pupils ?? 1)) }
                case .perClassSet: school.classes.map { count * $0 }
                case .perTeacher: school.teachers.map { count * $0 }
                }
            return number.map { min(max($0, least ?? 0), most ?? .max) }
        }
    }
}
