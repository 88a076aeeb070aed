public import FoundationEssentials
public import Reports

/// What a region tells a hub of one school: its entry in the registry and its figures, and nothing that a reader with a token
/// of role `reader` might not see.
public struct ForwardedSchool: Codable, Sendable, Equatable {
    /// What leaves a region of a school.
    public enum Kind: String, Codable, Sendable, CaseIterable {
        /// Figures alone.
        case rollups
        /// Figures, and its computers' own signed envelopes as they came.
        case envelopes
    }

    /// Pupils below `Suppression.leavingRegion` are left out.
    public var school: School
    public var kind: Kind
    /// Of its figures, `yyyy-mm-dd`; nil where nothing was worked out yet, and then no figure follows.
    public var day: String?
    public var coverage: Coverage
    public var devices: Int?
    public var pedagogical: Int?
    /// The hour in which its last report came.
    public var lastReport: Date?
    public var lastDownloadMbps: Double?
    public var lastUploadMbps: Double?
    /// Over all rooms.
    public var stock: [Stock]
    /// As the region judges them, by its own norm and thresholds.
    public var lines: [LineRow]
    /// Ids of those it takes part in.
    public var programmes: [String]
    public var figures: [Figure]
    public var milestones: [ForwardedMilestone]
    public var values: [ForwardedValue]

    /// - Parameter kind: what leaves of it.
    public init(school: School, kind: Kind) {
        self.school = school
        self.kind = kind
        coverage = Coverage()
        stock = []
        lines = []
        programmes = []
        figures = []
        milestones = []
        values = []
    }

    /// `SchoolStock`'s counts of one category.
    public struct Stock: Codable, Sendable, Equatable {
        public var category: StockCategory
        public var low: Int
        public var high: Int
        public var verified: Int
        public var registered: Int
        public var notSeen: Int
        public var noData: Int
        public var outOfOrder: Int
        public var seenAgain: Int

        public init(_ count: StockCount) {
            category = count.category
            low = count.low
            high = count.high
            verified = count.verified
            registered = count.registered
            notSeen = count.notSeen
            noData = count.noData
            outOfOrder = count.outOfOrder
            seenAgain = count.seenAgain
        }

        var numbers: [Int] { [low, high, verified, registered, notSeen, noData, outOfOrder, seenAgain] }

        enum CodingKeys: String, CodingKey {
            case category, low, high, verified, registered
            case notSeen = "not_seen"
            case noData = "no_data"
            case outOfOrder = "out_of_order"
            case seenAgain = "seen_again"
        }
    }

    /// `ProgrammeFigure` without its school.
    public struct Figure: Codable, Sendable, Equatable {
        public var programme: String
        public var category: Reports.Category
        public var delivered: Int
        public var hasSerials: Bool
        public var hasCounts: Bool
        public var seen: Int
        public var verified: Int
        public var presentHigh: Int
        public var deviceDays: Int

        public init(_ figure: ProgrammeFigure) {
            programme = figure.programme
            category = figure.category
            delivered = figure.delivered
            hasSerials = figure.hasSerials
            hasCounts = figure.hasCounts
            seen = figure.seen
            verified = figure.verified
            presentHigh = figure.presentHigh
            deviceDays = figure.deviceDays
        }

        var numbers: [Int] { [delivered, seen, verified, presentHigh, deviceDays] }

        enum CodingKeys: String, CodingKey {
            case programme, category, delivered, seen, verified
            case hasSerials = "has_serials"
            case hasCounts = "has_counts"
            case presentHigh = "present_high"
            case deviceDays = "device_days"
        }
    }

    enum CodingKeys: String, CodingKey {
        case school, kind, day, coverage, devices, pedagogical, stock, lines, programmes, figures, milestones, values
        case lastReport = "last_report"
        case lastDownloadMbps = "last_download_mbps"
        case lastUploadMbps = "last_upload_mbps"
    }
}
