public import Reports

/// Conditions of a question beyond its area, school and room: each that is set must hold.
public struct QueryFilters: Sendable, Equatable {
    /// Only schools with this in one of their names, found as `SearchKey` says.
    public var name: String?
    /// Only schools of this type.
    public var type: SchoolType?
    /// Only schools in the country, or only those in towns; one of which nobody said is neither.
    public var rural: Bool?
    /// Only lines that are known not to meet their norm.
    public var belowNorm: Bool
    /// Only lines that are known not to keep their contract.
    public var belowContract: Bool
    /// Only lines of this verdict.
    public var cause: LineVerdict?
    /// Only lines with this remedy.
    public var remedy: LineRemedy?
    /// Only this programme, by its id.
    public var programme: String?
    /// Only programmes of this funder, and what it paid for in part or whole.
    public var funder: String?
    /// Only this indicator, by its id.
    public var indicator: String?
    /// Only values of this period, as `ReportingPeriod` writes it.
    public var reportingPeriod: String?

    /// Only this saved plan, by its number.
    public var plan: Int?

    /// Of assets, computers and stock.
    public var stock = StockFilters()

    public init(
        name: String? = nil, type: SchoolType? = nil, rural: Bool? = nil, belowNorm: Bool = false,
        belowContract: Bool = false,
        cause: LineVerdict? = nil, remedy: LineRemedy? = nil, programme: String? = nil, funder: String? = nil,
        indicator: String? = nil, reportingPeriod: String? = nil
    ) {
        self.name = name
        self.type = type
        self.rural = rural
        self.belowNorm = belowNorm
        self.belowContract = belowContract
        self.cause = cause
        self.remedy = remedy
        self.programme = programme
        self.funder = funder
        self.indicator = indicator
        self.reportingPeriod = reportingPeriod
    }
}
