/// A school as rollups ask for it: what is nil is not known, and counts as unknown in place of no.
public struct RollupSchool: Sendable, Equatable {
    public var area: AreaPath
    public var rural: Bool?
    /// As the reader may know it.
    public var pupils: Int?
    /// ISCED levels taught: 1 primary, 2 lower secondary, 3 upper secondary; empty where not known.
    public var levels: Set<Int>
    public var hasElectricity: Bool?
    /// For pedagogical purposes.
    public var hasInternet: Bool?
    /// Computers that serve lessons, with an agent or registered; nil where nobody has counted.
    public var pedagogicalComputers: Int?
    public var hasFiber: Bool?
    public var hasLocalNetwork: Bool?
    public var hasWiFi: Bool?
    public var meetsLineNorm: Bool?
    /// By learning platform, how often it was reached, from 0 to 1.
    public var platforms: [String: Double]

    public init(
        area: AreaPath, rural: Bool? = nil, pupils: Int? = nil, levels: Set<Int> = [], hasElectricity: Bool? = nil,
        hasInternet: Bool? = nil, pedagogicalComputers: Int? = nil, hasFiber: Bool? = nil,
        hasLocalNetwork: Bool? = nil, hasWiFi: Bool? = nil, meetsLineNorm: Bool? = nil,
        platforms: [String: Double] = [:]
    ) {
        self.area = area
        self.rural = rural
        self.pupils = pupils
        self.levels = levels
        self.hasElectricity = hasElectricity
        self.hasInternet = hasInternet
        self.pedagogicalComputers = pedagogicalComputers
        self.hasFiber = hasFiber
        self.hasLocalNetwork = hasLocalNetwork
        self.hasWiFi = hasWiFi
        self.meetsLineNorm = meetsLineNorm
        self.platforms = platforms
    }
}

extension RollupSchool {
    /// The ISCED levels of grades such as `1-11`: in Kazakhstan 1 to 4 are primary, 5 to 9 lower secondary, 10 and 11 upper
    /// secondary (UIS, ISCED mappings); a grade 12, as in some schools, counts with these.
    public static func levels(ofGrades grades: String) -> Set<Int> {
        let ends = grades.split(separator: "-").compactMap { Int($0) }
        guard let first = ends.first, let last = ends.last, first <= last else { return [] }
        return Set([(1, 1...4), (2, 5...9), (3, 10...12)].filter { $0.1.overlaps(first...last) }.map(\.0))
    }
}
