public import FoundationEssentials
public import Store

/// What an area's schools come to: their lines, how towns and the country differ, how fresh all of it is.
public struct OverviewFigures: Sendable, Equatable {
    /// Of schools by what their lines give; a school counts by the best of its lines.
    public struct Lines: Sendable, Equatable {
        public var classes: [LineClass: Int] = [:]
        public var met = 0
        public var below = 0
        /// Schools whose lines were measured too little to say.
        public var unknown = 0
        /// The median over schools of the best line's median.
        public var downloadMbps: Double?

        public var schools: Int { met + below + unknown }
        /// Of the schools that are known; nil where none is.
        public var metShare: Double? { met + below == 0 ? nil : Double(met) / Double(met + below) }
    }

    /// What one area within has of this.
    public struct Part: Sendable, Equatable {
        /// A path.
        public var area: String
        public var name: String
        public var lines: Lines
        public var computers: Int
        public var live: Int
    }

    public var all = Lines()
    public var urban = Lines()
    public var rural = Lines()
    /// The same schools' lines over the period before.
    public var before: Lines?
    public var parts: [Part] = []
    public var computers = 0
    public var agents = 0
    public var live = 0
    /// Schools with agents none of which was heard lately, and schools that no agent is at.
    public var silentSchools = 0
    public var schoolsWithoutAgents = 0
    public var newestReport: Date?
    /// The earliest day of which the computers' figures are.
    public var day: String?
    public var indicators: [StandardIndicatorRow] = []
    /// Whether some of it is invented.
    public var isMadeUp = false

    public init(_ reading: OverviewReading) {
        let lines = Dictionary(grouping: reading.lines, by: \.school)
        let coverage = Dictionary(reading.coverage.compactMap { row in row.school.map { ($0, row) } }) { first, _ in
            first
        }
        let kinds = reading.places.map { ($0.rural, lines[$0.id] ?? []) }
        all = Self.lines(kinds.map(\.1))
        urban = Self.lines(kinds.filter { $0.0 == false }.map(\.1))
        rural = Self.lines(kinds.filter { $0.0 == true }.map(\.1))
        if let earlier = reading.earlierLines {
            let own = Dictionary(grouping: earlier, by: \.school)
            before = Self.lines(reading.places.map { own[$0.id] ?? [] })
        }
        parts = Self.parts(reading.places, lines, coverage)
        for row in coverage.values {
            computers += row.coverage.computers
            agents += row.coverage.agents
            live += row.coverage.live
            if row.coverage.agents > 0, row.coverage.live == 0 { silentSchools += 1 }
            if row.coverage.agents == 0 { schoolsWithoutAgents += 1 }
        }
        day = reading.coverage.map(\.day).min()
        newestReport = reading.newestReport
        isMadeUp = reading.isMadeUp
        let media = Dictionary(grouping: reading.contracts, by: \.school).mapValues { $0.compactMap(\.medium) }
        indicators = Rollup.rows(
            reading.places.map { RollupSchool($0, lines: lines[$0.id] ?? [], media: media[$0.id] ?? []) }, by: .country)
    }

    /// - Parameter schools: the lines of each.
    static func lines(_ schools: [[LineRow]]) -> Lines {
        var lines = Lines()
        var rates: [Double] = []
        for rows in schools {
            lines.classes[LineClass(rows), default: 0] += 1
            let judged = rows.compactMap(\.norm.isMet)
            if judged.isEmpty {
                lines.unknown += 1
            } else if judged.contains(true) {
                lines.met += 1
            } else {
                lines.below += 1
            }
            if let best = rows.compactMap(\.downloadMbps).max() { rates.append(best) }
        }
        lines.downloadMbps = Statistics.median(rates)
        return lines
    }

    /// By the widest level at which there is more than one area; none where all lie in one district.
    private static func parts(
        _ places: [SchoolPlace], _ lines: [String: [LineRow]], _ coverage: [String: CoverageRow]
    ) -> [Part] {
        func path(_ area: AreaPath, _ level: Int) -> AreaPath {
            switch level {
            case 0: AreaPath(country: area.country)
            case 1: AreaPath(country: area.country, region: area.region)
            default: area
            }
        }
        for level in 0...2 {
            let groups = Dictionary(grouping: places) { path($0.area, level) }
            guard groups.count > 1 else { continue }
            return groups.map { area, schools in
                let known = schools.compactMap { coverage[$0.id]?.coverage }
                return Part(
                    area: area.text, name: area.district ?? area.region ?? area.country,
                    lines: Self.lines(schools.map { lines[$0.id] ?? [] }),
                    computers: known.reduce(0) { $0 + $1.computers }, live: known.reduce(0) { $0 + $1.live })
            }.sorted { $0.area < $1.area }
        }
        return []
    }
}

/// What an overview is made from, read at one moment.
public struct OverviewReading: Sendable {
    public var places: [SchoolPlace]
    public var lines: [LineRow]
    /// Of the period before; nil where it was not read.
    public var earlierLines: [LineRow]?
    public var coverage: [CoverageRow]
    public var contracts: [LineContract]
    public var newestReport: Date?
    public var isMadeUp: Bool

    public init(
        places: [SchoolPlace], lines: [LineRow], earlierLines: [LineRow]? = nil, coverage: [CoverageRow],
        contracts: [LineContract], newestReport: Date?, isMadeUp: Bool = false
    ) {
        self.places = places
        self.lines = lines
        self.earlierLines = earlierLines
        self.coverage = coverage
        self.contracts = contracts
        self.newestReport = newestReport
        self.isMadeUp = isMadeUp
    }
}
