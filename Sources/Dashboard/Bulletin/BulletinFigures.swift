internal import Reports
public import Store

/// The numbers of a bulletin, the same whatever the language; pure.
public struct BulletinFigures: Sendable, Equatable {
    /// How many of a category are there, at least and at most, now and at the period's beginning.
    public struct Equipment: Sendable, Equatable {
        public var category: StockCategory
        public var low: Int
        public var high: Int
        public var earlierLow: Int
        public var earlierHigh: Int
    }

    /// Pupils of the schools that are known in both of the latest two school years.
    public struct Enrollment: Sendable, Equatable {
        public var year: SchoolYear
        public var yearBefore: SchoolYear
        public var schools: Int
        public var pupils: Int
        public var pupilsBefore: Int
        public var growing: Int
        public var shrinking: Int
        /// By how many the shrinking ones shrank: at least so many left.
        public var leavers: Int
    }

    public var schools: Int
    public var lines: OverviewFigures.Lines
    public var earlierLines: OverviewFigures.Lines
    public var computers: Int
    public var agents: Int
    public var live: Int
    public var liveBefore: Int
    /// Official ids: heard at the period's beginning and not at its end, and the other way round.
    public var wentSilent: [String] = []
    public var cameBack: [String] = []
    /// Schools whose lines began to meet the norm, and stopped.
    public var improved: [String] = []
    public var worsened: [String] = []
    public var equipment: [Equipment]
    public var enrollment: Enrollment?
    public var isMadeUp: Bool

    /// Categories that a bulletin counts: what lessons are held with.
    static let categories: [StockCategory] = [
        .computer, .device(.tablet), .device(.interactivePanel), .device(.projector), .device(.camera),
        .device(.headset), .device(.roboticsKit), .device(.labSensor), .device(.microscope), .device(.printer3D),
    ]

    public init(_ reading: BulletinReading) {
        schools = reading.places.count
        let now = Dictionary(grouping: reading.lines, by: \.school)
        let before = Dictionary(grouping: reading.earlierLines, by: \.school)
        lines = OverviewFigures.lines(reading.places.map { now[$0.school] ?? [] })
        earlierLines = OverviewFigures.lines(reading.places.map { before[$0.school] ?? [] })
        for place in reading.places {
            switch (Self.meets(before[place.school]), Self.meets(now[place.school])) {
            case (false?, true?): improved.append(place.school)
            case (true?, false?): worsened.append(place.school)
            default: break
            }
        }
        func heard(_ rows: [CoverageRow]) -> [String: Coverage] {
            Dictionary(rows.compactMap { row in row.school.map { ($0, row.coverage) } }) { first, _ in first }
        }
        let (heardNow, heardBefore) = (heard(reading.coverage), heard(reading.earlierCoverage))
        computers = heardNow.values.reduce(0) { $0 + $1.computers }
        agents = heardNow.values.reduce(0) { $0 + $1.agents }
        live = heardNow.values.reduce(0) { $0 + $1.live }
        liveBefore = heardBefore.values.reduce(0) { $0 + $1.live }
        for place in reading.places {
            let (was, isNow) = (heardBefore[place.school]?.live ?? 0, heardNow[place.school]?.live ?? 0)
            if was > 0, isNow == 0 { wentSilent.append(place.school) }
            if was == 0, isNow > 0, (heardBefore[place.school]?.agents ?? 0) > 0 { cameBack.append(place.school) }
        }
        equipment = Self.categories.compactMap { category in
            let (rows, earlier) = (
                reading.stock.filter { $0.category == category },
                reading.earlierStock.filter { $0.category == category }
            )
            guard !rows.isEmpty || !earlier.isEmpty else { return nil }
            return Equipment(
                category: category, low: rows.reduce(0) { $0 + $1.low }, high: rows.reduce(0) { $0 + $1.high },
                earlierLow: earlier.reduce(0) { $0 + $1.low }, earlierHigh: earlier.reduce(0) { $0 + $1.high })
        }
        enrollment = Self.enrollment(reading.years)
        isMadeUp = reading.places.contains(where: \.madeUp)
    }

    /// Nil where no line of the school was measured enough to say.
    private static func meets(_ rows: [LineRow]?) -> Bool? {
        let judged = (rows ?? []).compactMap(\.norm.isMet)
        return judged.isEmpty ? nil : judged.contains(true)
    }

    private static func enrollment(_ counts: [SchoolYearCount]) -> Enrollment? {
        let years = Set(counts.filter { $0.pupils != nil }.map(\.year)).sorted()
        guard years.count >= 2, let year = years.last else { return nil }
        let yearBefore = years[years.count - 2]
        func pupils(_ year: SchoolYear) -> [String: Int] {
            Dictionary(counts.filter { $0.year == year }.compactMap { row in row.pupils.map { (row.school, $0) } }) {
                first, _ in first
            }
        }
        let (now, before) = (pupils(year), pupils(yearBefore))
        var figures = Enrollment(
            year: year, yearBefore: yearBefore, schools: 0, pupils: 0, pupilsBefore: 0, growing: 0, shrinking: 0,
            leavers: 0)
        for (school, count) in now {
            guard let earlier = before[school] else { continue }
            figures.schools += 1
            figures.pupils += count
            figures.pupilsBefore += earlier
            if count > earlier { figures.growing += 1 }
            if count < earlier {
                figures.shrinking += 1
                figures.leavers += earlier - count
            }
        }
        return figures.schools == 0 ? nil : figures
    }
}
