public import FoundationEssentials
public import Store

/// What a bulletin is made from: an area over a period, and the same over as many days before it.
public struct BulletinReading: Sendable {
    /// A path; nil for all that there is.
    public var area: String?
    public var since: Date
    public var until: Date
    /// With names in the bulletin's language.
    public var places: [PlaceRow]
    public var lines: [LineRow]
    public var earlierLines: [LineRow]
    /// A row a school, at the period's end and at its beginning.
    public var coverage: [CoverageRow]
    public var earlierCoverage: [CoverageRow]
    public var stock: [StockRow]
    public var earlierStock: [StockRow]
    /// By programme.
    public var programmes: [ProgrammeRow]
    /// Of the whole area.
    public var indicators: [IndicatorRow]
    public var years: [SchoolYearCount]

    public init(
        area: String?, since: Date, until: Date, places: [PlaceRow], lines: [LineRow], earlierLines: [LineRow],
        coverage: [CoverageRow], earlierCoverage: [CoverageRow], stock: [StockRow], earlierStock: [StockRow],
        programmes: [ProgrammeRow], indicators: [IndicatorRow], years: [SchoolYearCount]
    ) {
        self.area = area
        self.since = since
        self.until = until
        self.places = places
        self.lines = lines
        self.earlierLines = earlierLines
        self.coverage = coverage
        self.earlierCoverage = earlierCoverage
        self.stock = stock
        self.earlierStock = earlierStock
        self.programmes = programmes
        self.indicators = indicators
        self.years = years
    }
}
