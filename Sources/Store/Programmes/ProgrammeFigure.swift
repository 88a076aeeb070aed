public import Reports

/// What became of all that one programme delivered to one school of one category: what any question about programmes adds up.
public struct ProgrammeFigure: Sendable, Equatable {
    public var programme: String
    public var school: String
    public var category: Reports.Category
    public var delivered: Int
    /// Whether some of it was told by serials, and whether some was counted.
    public var hasSerials: Bool
    public var hasCounts: Bool
    /// How many some computer has seen since they came.
    public var seen: Int
    /// How many presence verifies.
    public var verified: Int
    /// How many may be there as far as anybody knows.
    public var presentHigh: Int
    /// Days of school on which they were attached, over all of them, in the period.
    public var deviceDays: Int

    public init(
        programme: String, school: String, category: Reports.Category, delivered: Int = 0, hasSerials: Bool = false,
        hasCounts: Bool = false, seen: Int = 0, verified: Int = 0, presentHigh: Int = 0, deviceDays: Int = 0
    ) {
        self.programme = programme
        self.school = school
        self.category = category
        self.delivered = delivered
        self.hasSerials = hasSerials
        self.hasCounts = hasCounts
        self.seen = seen
        self.verified = verified
        self.presentHigh = presentHigh
        self.deviceDays = deviceDays
    }

    mutating func add(_ delivery: Delivery, _ found: DeliveryMatch.Found) {
        delivered += delivery.count
        if delivery.serialHash == nil { hasCounts = true } else { hasSerials = true }
        seen += found.seen
        verified += found.verified
        presentHigh += found.presentHigh
        deviceDays += found.deviceDays
    }

    /// - Parameter other: of any school.
    mutating func add(_ other: ProgrammeFigure) {
        delivered += other.delivered
        hasSerials = hasSerials || other.hasSerials
        hasCounts = hasCounts || other.hasCounts
        seen += other.seen
        verified += other.verified
        presentHigh += other.presentHigh
        deviceDays += other.deviceDays
    }
}
