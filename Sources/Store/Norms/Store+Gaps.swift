internal import FoundationEssentials
internal import Reports

extension Store {
    /// What the schools asked for lack of a norm.
    ///
    /// What is there is counted from sightings: low is what was attached on one of the last 20 school days, high what was seen
    /// within a year.
    /// - Parameter grouping: as `NormGaps.rows`.
    /// - Returns: the rows, and of how many schools the norm cannot say what it asks; of such a school there is no row.
    public func gaps(
        _ query: Query, norm: EquipmentNorm, by grouping: ProgrammeGrouping?, scope: Scope
    ) async throws -> (rows: [GapRow], schoolsUnknown: Int) {
        var wide = query
        wide.limit = nil
        let schools = try await places(wide, scope: scope)
        let categories = norm.categories.reduce(into: Set<Category>()) { $0.formUnion($1.mayBeSeenAs) }
        let uses = Dictionary(
            grouping: try await deviceUse(wide, categories: categories, withDays: false, scope: scope), by: \.school)
        let today = CivilDate(daysSinceEpoch: Int((query.asOf.timeIntervalSince1970 / 86_400).rounded(.down)))
        var stock: [String: [Category: StockRange]] = [:]
        for school in schools {
            let since = school.days.start(ofLast: ProgrammeBook.verifiedSchoolDays, upTo: today).description
            stock[school.id] = StockRange.counts(
                of: DeviceUse.merged(uses[school.id] ?? []), asked: norm.categories, verifiedSince: since,
                seenSince: today.adding(days: -365).description)
        }
        let gaps = NormGaps(norm)
        let rows = gaps.rows(schools, stock: stock, by: grouping)
            .filter { row in query.category.map { row.category == $0 } ?? true }
        return (Array(rows.prefix(query.limit ?? .max)), gaps.unknown(schools))
    }
}

extension StockRange {
    /// How many of each category asked for; what may be a tablet counts as one only at most.
    static func counts(
        of devices: [DeviceUse], asked: Set<Category>, verifiedSince: String, seenSince: String
    ) -> [Category: StockRange] {
        Dictionary(
            uniqueKeysWithValues: asked.map { category in
                let maybe = devices.filter { category.mayBeSeenAs.contains($0.category) && $0.lastDay >= seenSince }
                let low = maybe.count { $0.category == category && $0.lastDay >= verifiedSince }
                return (category, StockRange(low: low, high: maybe.count))
            })
    }
}
