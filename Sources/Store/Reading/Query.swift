public import FoundationEssentials
public import Reports

/// What a reader asks for: every filter that is set must hold.
public struct Query: Sendable, Equatable {
    /// How long after its last report a computer counts as live, in days.
    public static let liveDays = 14

    /// The moment the question is asked for.
    public var asOf: Date
    /// Whether schools, their names and areas, rooms, and where computers stand are to be those of `asOf`. Else they are those
    /// known now: of a question for now nothing is left out, however wrong a clock was when it was told.
    public var asItWas = false
    /// The period's start. Lines: tests started since; devices: last seen since; computers and agents: last report since.
    public var since: Date?
    /// An area's path (`Kazakhstan/Aktobe`) or the name of one level alone (`Alga`).
    public var area: String?
    /// A school's official id.
    public var school: String?
    /// Begin with this school in the order of ids: where a page of a list that is read school by school left off.
    public var fromSchool: String?
    public var room: String?
    public var category: Reports.Category?
    public var agent: AgentID?
    /// Devices: a row per computer that saw a device, in place of one per school; so it is too when `agent` is set.
    public var byComputer: Bool
    /// Devices: whether to tell on how many days and for how many minutes each was there, which takes most of the work.
    public var tellsDays = true
    /// In which language `school_name` is answered, where it is known.
    public var language: Language
    /// At most this many rows.
    public var limit: Int?
    /// So many of the rows that match are left out first, in the list's order: of schools, computers, agents and enrolments.
    public var offset: Int
    /// What else must hold of a row; each list knows some of them.
    public var filters: QueryFilters
    /// What lines are held against; nil for what each school's settings say, which without any is Kazakhstan's norm.
    public var norm: LineNorm?
    /// Which counts of children are hidden, before anything is computed from them: a norm of one's own choice would tell
    /// them otherwise. Nil hides none.
    public var suppression: Suppression?
    /// Of how many schools what they have may be worked out for this question, where nobody has before; nil for as many as it
    /// takes. Beyond, the question ends with `StoreFailure.figuresMissing`, and what was worked out is kept.
    public var figuresAtOnce: Int?

    public init(
        asOf: Date, since: Date? = nil, area: String? = nil, school: String? = nil, room: String? = nil,
        category: Reports.Category? = nil, agent: AgentID? = nil, byComputer: Bool = false, language: Language = .en,
        limit: Int? = nil, offset: Int = 0, filters: QueryFilters = QueryFilters(), norm: LineNorm? = nil,
        suppression: Suppression? = nil
    ) {
        self.asOf = asOf
        self.since = since
        self.area = area
        self.school = school
        self.room = room
        self.category = category
        self.agent = agent
        self.byComputer = byComputer
        self.language = language
        self.limit = limit
        self.offset = offset
        self.filters = filters
        self.norm = norm
        self.suppression = suppression
    }

    /// A count of children as this reader may know it.
    public func shown(_ children: Int?) -> Int? { suppression.map { $0.shown(children) } ?? children }

    /// The beginning (UTC) of the day so many days before a moment: periods are of whole days, so that a question asked twice on
    /// a day is the same one.
    public static func start(ofDays days: Int, before moment: Date) -> Date {
        let day = (moment.timeIntervalSince1970 / 86_400).rounded(.down)
        return Date(timeIntervalSince1970: (day - Double(days)) * 86_400)
    }

    /// A computer whose last report came at or after this is live.
    public var liveSince: Date { asOf.addingTimeInterval(TimeInterval(-Self.liveDays * 86_400)) }
}
