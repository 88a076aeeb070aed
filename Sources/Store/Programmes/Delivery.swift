public import Reports

/// What a programme's list says it brought to a school: one piece by its serial, or so many of a kind.
public struct Delivery: Sendable, Equatable {
    public var programme: String
    public var school: String
    /// `yyyy-mm-dd`.
    public var day: String
    public var category: Reports.Category
    public var model: String?
    /// 1 where there is a serial.
    public var count: Int
    /// Never the serial itself: `hash:` and its region-keyed hash, as agents write it (`SerialHash`).
    public var serialHash: String?
    /// The document that says so, such as an act of acceptance.
    public var document: String?

    public init(
        programme: String, school: String, day: String, category: Reports.Category, model: String? = nil,
        count: Int = 1, serialHash: String? = nil, document: String? = nil
    ) {
        self.programme = programme
        self.school = school
        self.day = day
        self.category = category
        self.model = model
        self.count = count
        self.serialHash = serialHash
        self.document = document
    }

    /// What tells it from other rows of its list: a piece by its serial, wherever it went; a lot by where, when and what.
    public var key: [String] {
        if let serialHash { return [programme, serialHash] }
        return [programme, school, day, category.rawValue, model ?? "", document ?? ""]
    }
}
