internal import Reports

/// Rolls the values of indicators up over schools, districts and countries.
///
/// Where counts of few children are hidden, they are hidden over all that the reader may see, whatever was asked for: two
/// questions that are cut differently would otherwise tell the difference. So `values` of an indicator that counts children
/// hold every school in the reader's scope, and `isAskedFor` says which of them the answer is about.
public struct IndicatorBook: Sendable {
    /// A school that has values.
    public struct School: Sendable {
        public var id: String
        public var name: String
        public var area: AreaPath
        public var isAskedFor: Bool

        public init(id: String, name: String, area: AreaPath, isAskedFor: Bool = true) {
            self.id = id
            self.name = name
            self.area = area
            self.isAskedFor = isAskedFor
        }
    }

    public var indicators: [Indicator]
    public var schools: [String: School]
    public var values: [IndicatorValue]
    public var language: Language
    public var suppression: Suppression?

    public init(
        indicators: [Indicator], schools: [School], values: [IndicatorValue], language: Language = .en,
        suppression: Suppression? = nil
    ) {
        self.indicators = indicators
        self.schools = Dictionary(schools.map { ($0.id, $0) }) { first, _ in first }
        self.values = values
        self.language = language
        self.suppression = suppression
    }

    /// What comes together in a row, or never does.
    private struct Series: Hashable {
        var indicator: String
        var programme: String?
        /// Nil where each school counts with its latest.
        var period: ReportingPeriod?
    }

    /// In the order of indicator, programme, area, school and period.
    /// - Parameter grouping: `.school`, `.district`, `.region` or `.country`; others stand for `.country`.
    public func rows(by grouping: ProgrammeGrouping) -> [IndicatorRow] {
        let known = Dictionary(indicators.map { ($0.id, $0) }) { first, _ in first }
        let series = Dictionary(grouping: values.filter { schools[$0.school] != nil }) { value in
            Series(
                indicator: value.indicator, programme: value.programme,
                period: known[value.indicator]?.rollup == .latest ? nil : value.period)
        }
        return series.flatMap { series, values -> [IndicatorRow] in
            guard let indicator = known[series.indicator] else { return [] }
            let latest = series.period == nil ? Self.latest(of: values) : values
            return rows(of: indicator, series.programme, series.period, latest, by: grouping)
        }.sorted { Self.order($0).lexicographicallyPrecedes(Self.order($1)) }
    }

    private static func order(_ row: IndicatorRow) -> [String] {
        [row.indicator, row.programme ?? "", row.area, row.school ?? "", row.period]
    }

    /// A school's latest value, or where it has none its latest target.
    private static func latest(of values: [IndicatorValue]) -> [IndicatorValue] {
        Dictionary(grouping: values, by: \.school).values.compactMap { values in
            let told = values.contains { $0.value != nil } ? values.filter { $0.value != nil } : values
            return told.max { $1.period.isLater(than: $0.period) }
        }
    }

    private func rows(
        of indicator: Indicator, _ programme: String?, _ period: ReportingPeriod?, _ values: [IndicatorValue],
        by grouping: ProgrammeGrouping
    ) -> [IndicatorRow] {
        let values = values.sorted { $0.school < $1.school }
        let hiding = Hiding(values, of: indicator, schools: schools, suppression)
        var groups: [[String]: [Int]] = [:]
        for index in values.indices {
            guard let school = schools[values[index].school], school.isAskedFor else { continue }
            let area = grouping == .school ? school.area : grouping.group(of: school.area)
            guard let parts = (area ?? (grouping == .programme ? AreaPath(country: school.area.country) : nil))?.parts
            else { continue }
            groups[grouping == .school ? parts + [school.id] : parts, default: []].append(index)
        }
        return groups.map { key, members in
            let school = grouping == .school ? schools[key.last ?? ""] : nil
            let area = school?.area.parts ?? key
            let told = members.filter { values[$0].value != nil }
            let isHidden =
                school == nil ? hiding.hidesTotal(of: area, members: told) : told.contains(where: hiding.hidesSchool)
            let targets = members.filter { told.isEmpty || values[$0].value != nil }.compactMap { values[$0].target }
            var row = IndicatorRow(
                indicator: indicator.id, name: indicator.names.preferred(language), unit: indicator.unit,
                direction: indicator.direction, rollup: indicator.rollup, programme: programme,
                area: area.joined(separator: "/"), school: school?.id, schoolName: school?.name,
                period: Self.period(period, members.map { values[$0].period }),
                value: isHidden ? nil : Self.rolled(indicator.rollup, told.compactMap { values[$0].value }),
                target: Self.rolled(indicator.rollup, targets), share: nil, schools: told.count,
                schoolsMissing: members.count - told.count, hidden: isHidden)
            if let value = row.value, let target = row.target, target != 0 { row.share = value / target }
            return row
        }
    }

    /// Of each school's latest: the latest of them.
    private static func period(_ one: ReportingPeriod?, _ several: [ReportingPeriod]) -> String {
        (one ?? several.max { $1.isLater(than: $0) })?.description ?? ""
    }

    private static func rolled(_ rollup: Indicator.Rollup, _ values: [Double]) -> Double? {
        guard !values.isEmpty else { return nil }
        let sum = values.reduce(0, +)
        return rollup == .mean ? sum / Double(values.count) : sum
    }
}
