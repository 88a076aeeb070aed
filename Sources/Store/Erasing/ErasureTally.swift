/// How many rows an erasure takes or has taken, and what it leaves on purpose.
public struct ErasureTally: Sendable, Equatable {
    /// Rows of one kind.
    public struct Part: Codable, Sendable, Equatable {
        public var what: ErasureKind
        public var rows: Int

        public init(what: ErasureKind, rows: Int) {
            self.what = what
            self.rows = rows
        }
    }

    /// In the order of `ErasureKind.allCases`, only those of which there are any.
    public private(set) var parts: [Part] = []
    /// Numbers of the saved plans that go on naming the school by its id.
    public var plans: [Int] = []
    /// Addresses of the hubs that were told of the school.
    public var hubs: [String] = []
    /// What stands in place of a person's name.
    public var mark: String?
    /// The region that tells this hub of the school, by its id.
    public var region: String?

    public init() {}

    /// All rows.
    public var rows: Int { parts.reduce(0) { $0 + $1.rows } }

    public subscript(_ what: ErasureKind) -> Int { parts.first { $0.what == what }?.rows ?? 0 }

    public mutating func add(_ rows: Int, _ what: ErasureKind) {
        guard rows > 0 else { return }
        if let place = parts.firstIndex(where: { $0.what == what }) {
            parts[place].rows += rows
        } else {
            parts.append(Part(what: what, rows: rows))
            let order = Dictionary(uniqueKeysWithValues: ErasureKind.allCases.enumerated().map { ($1, $0) })
            parts.sort { order[$0.what, default: 0] < order[$1.what, default: 0] }
        }
    }
}
