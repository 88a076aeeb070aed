/// A school, what the norm asks of it, and what of that is there.
public struct EquipSchool: Sendable, Equatable {
    public struct Need: Sendable, Equatable {
        /// An index into `EquipProblem.items`.
        public var item: Int
        /// Nil where what decides is not known of the school.
        public var needed: Int?
        /// What is there, from what is certain to what may be.
        public var presentLow: Int
        public var presentHigh: Int
        /// What the plan goes by.
        public var present: Int

        public init(item: Int, needed: Int?, presentLow: Int, presentHigh: Int, present: Int) {
            self.item = item
            self.needed = needed
            self.presentLow = presentLow
            self.presentHigh = presentHigh
            self.present = present
        }

        /// Never below 0.
        public var missing: Int { max(0, (needed ?? 0) - present) }
    }

    public var id: String
    /// An index into `EquipProblem.districts`.
    public var district: Int
    public var pupils: Int
    public var isRural: Bool
    /// Degrees, WGS 84.
    public var latitude: Double?
    public var longitude: Double?
    /// Those of one room stand together.
    public var needs: [Need]
    /// Certainly there and needed by nothing, by kind.
    public var surplus: [Int: Int]

    public init(
        id: String, district: Int, pupils: Int, isRural: Bool = false, latitude: Double? = nil,
        longitude: Double? = nil, needs: [Need], surplus: [Int: Int] = [:]
    ) {
        self.id = id
        self.district = district
        self.pupils = pupils
        self.isRural = isRural
        self.latitude = latitude
        self.longitude = longitude
        self.needs = needs
        self.surplus = surplus
    }
}
