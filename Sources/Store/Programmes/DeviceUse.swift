public import Reports

/// A device of one school as all that is asked of it here: what it is, since when, until when, and on which days.
///
/// This is the seam to what counts presence: whoever hands these in decides what was seen. `SQLiteStore` reads them from
/// sightings; assets without a cable can be added by whoever knows them.
public struct DeviceUse: Sendable, Equatable {
    public var school: String
    /// `Device.id`: the same thing at two computers of a school has one.
    public var device: String
    public var category: Reports.Category
    /// As `SerialHash` writes it; nil where the device has no serial.
    public var serialHash: String?
    /// Days, `yyyy-mm-dd`, as texts compare.
    public var firstDay: String
    public var lastDay: String
    /// The days of the period asked for on which it was attached.
    public var days: Set<String>

    public init(
        school: String, device: String, category: Reports.Category, serialHash: String? = nil, firstDay: String,
        lastDay: String, days: Set<String> = []
    ) {
        self.school = school
        self.device = device
        self.category = category
        self.serialHash = serialHash
        self.firstDay = firstDay
        self.lastDay = lastDay
        self.days = days
    }

    /// One for each device, in place of one for each computer that saw it; all of one school, in the order of their first.
    public static func merged(_ uses: [DeviceUse]) -> [DeviceUse] {
        var places: [String: Int] = [:]
        var merged: [DeviceUse] = []
        for use in uses {
            guard let place = places[use.device] else {
                places[use.device] = merged.count
                merged.append(use)
                continue
            }
            if use.lastDay > merged[place].lastDay { merged[place].category = use.category }
            merged[place].serialHash = merged[place].serialHash ?? use.serialHash
            merged[place].firstDay = min(merged[place].firstDay, use.firstDay)
            merged[place].lastDay = max(merged[place].lastDay, use.lastDay)
            merged[place].days.formUnion(use.days)
        }
        return merged
    }
}

extension Reports.Category {
    /// What a thing bought as this may be seen as: a tablet that no rule knows may be a telephone.
    public var mayBeSeenAs: Set<Reports.Category> {
        switch self {
        case .tablet, .phoneOrTablet: [.tablet, .phoneOrTablet]
        default: [self]
        }
    }
}
