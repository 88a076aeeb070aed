public import FoundationEssentials
public import Reports

/// One look at a learning platform as a database hands it up.
public struct PlatformVisit: Sendable, Equatable {
    public var school: String
    public var schoolName: String
    public var at: Date
    public var reach: PlatformReach

    public init(school: String, schoolName: String, at: Date, reach: PlatformReach) {
        self.school = school
        self.schoolName = schoolName
        self.at = at
        self.reach = reach
    }

    private struct Place: Hashable {
        var school: String
        var platform: String
        var host: String
    }

    /// One row per school, platform and host, in that order.
    public static func rows(of visits: [PlatformVisit]) -> [PlatformRow] {
        Dictionary(grouping: visits) { Place(school: $0.school, platform: $0.reach.platform, host: $0.reach.host) }
            .map { place, visits in row(place, visits.sorted { $0.at < $1.at }) }
            .sorted { ($0.school, $0.platform, $0.host) < ($1.school, $1.platform, $1.host) }
    }

    /// - Parameter visits: at least one, by time.
    private static func row(_ place: Place, _ visits: [PlatformVisit]) -> PlatformRow {
        let reached = visits.count { $0.reach.firstByteMs != nil }
        let failed = visits.last { $0.reach.firstByteMs == nil }
        func median(_ step: (PlatformReach) -> Double?) -> Double? {
            Statistics.median(visits.compactMap { step($0.reach) })
        }
        return PlatformRow(
            school: place.school, schoolName: visits[0].schoolName, platform: place.platform, host: place.host,
            tests: visits.count, reached: reached, reachedShare: Double(reached) / Double(visits.count),
            nameMs: median(\.nameMs), connectMs: median(\.connectMs), tlsMs: median(\.tlsMs),
            firstByteMs: median(\.firstByteMs), lastProblem: failed?.reach.problem, lastProblemAt: failed?.at,
            lastTestAt: visits[visits.count - 1].at)
    }
}
