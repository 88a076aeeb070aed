/// What is to be equipped, with which money.
public struct EquipProblem: Sendable, Equatable {
    /// How far surplus is carried.
    public struct Transfers: Sendable, Equatable {
        public var longestKm: Double
        /// So many nearest schools with a surplus are looked at for each that lacks something.
        public var neighbours: Int

        public init(longestKm: Double = 50, neighbours: Int = 8) {
            self.longestKm = longestKm
            self.neighbours = neighbours
        }
    }

    /// Names of what there is, such as `tablet`.
    public var kinds: [String]
    public var districts: [String]
    public var items: [EquipItem]
    public var schools: [EquipSchool]
    /// Empty where money does not matter: all that is missing is bought.
    public var funds: [EquipFund]
    public var objective: EquipObjective
    /// Nil where nothing is carried from school to school.
    public var transfers: Transfers?

    public init(
        kinds: [String], districts: [String], items: [EquipItem], schools: [EquipSchool], funds: [EquipFund] = [],
        objective: EquipObjective = .pupils, transfers: Transfers? = Transfers()
    ) {
        self.kinds = kinds
        self.districts = districts
        self.items = items
        self.schools = schools
        self.funds = funds
        self.objective = objective
        self.transfers = transfers
    }
}
