internal import Reports
internal import Store

/// A parameter of the reading API: its name and what it means.
enum ReadingParameter: String, CaseIterable, Sendable {
    case area, school, name, type, rural, room, category, agent, lang, norm, cause, remedy, since, limit, offset, format
    case presence, state
    case asOf = "as_of"
    case belowContract = "below_contract"
    case belowNorm = "below_norm"
    case byComputer = "by_computer"
    case programme, funder, indicator, plan
    case groupBy = "group_by"
    case byRoom = "by_room"
    case fromSchool = "from_school"
    case stockCategory = "stock_category"
    case seenAgain = "seen_again"
    case ramBelow = "ram_below"
    case olderThan = "older_than"

    static let standardLimit = 1_000
    static let largestLimit = 10_000
    static let largestOffset = 10_000_000
    /// The longest text taken, in bytes.
    static let textLimitBytes = 200

    var description: String {
        switch self {
        case .area: "Only this area: its name, or a path such as `Kazakhstan/Aktobe/Alga`."
        case .school: "Only this school, by its official id."
        case .name:
            "Only schools with these words, or words that begin so, in a name: in any order, in Kazakh, Russian, English or a "
                + "transliteration; a number counts whole."
        case .type: "Only schools of this type."
        case .rural: "Only schools in the country (`yes`) or in towns (`no`)."
        case .fromSchool:
            "Begin with this school, in the order of ids, and count `offset` from it: as an answer's `next` says of the page that "
                + "follows."
        case .room: "Only this room."
        case .category: "Only devices of this category."
        case .stockCategory: "Only this category of stock: `computer`, or one of devices."
        case .agent: "Only this agent, by its id; devices then have a row per computer."
        case .lang: "The language of names, where it is known."
        case .norm:
            "The norm to hold lines against: `20+1/20` asks 20 Mbps, and 1 Mbps for every 20 pupils where that is more. "
                + "Write the plus as `%2B`. Without it each school's settings say what it is held against."
        case .cause: "Only lines of this verdict."
        case .remedy: "Only lines with this remedy."
        case .belowNorm: "Whether to leave out lines that are not known to miss their norm."
        case .belowContract: "Whether to leave out lines that are not known to miss their contract."
        case .since:
            "The period's beginning, a day or a moment (RFC 3339): lines and platforms: tests started since; devices: last "
                + "seen since; computers and agents: last report since. Lists of tests begin 60 days before `as_of` without it."
        case .asOf:
            "The moment the question is asked for, a day (its end, UTC) or a moment (RFC 3339), never one to come; now without "
                + "it. Schools, names, areas, rooms and where computers stand are then as they were."
        case .byComputer: "Whether devices have a row per computer that saw them, in place of one per school."
        case .programme: "Only this programme, by its id."
        case .funder: "Only programmes of this funder; of assets, only what it paid for in part or whole."
        case .indicator: "Only this indicator, by its id."
        case .plan: "Only this saved plan, by its number."
        case .groupBy:
            "What a row stands for; without it a programme, of indicators a school. Of indicators `programme` and `funder` stand "
                + "for `country`."
        case .byRoom: "Whether stock is counted by room, in place of by school."
        case .presence: "Only assets of which this is known."
        case .state: "Only assets in this state on the day asked for."
        case .seenAgain: "Only assets that were seen after they were lost, stolen or written off."
        case .ramBelow: "Only computers with less memory than so many MiB."
        case .olderThan: "Only computers older than so many years by their purchase, else by their firmware."
        case .limit: "At most this many rows."
        case .offset: "How many rows to leave out before the first one."
        case .format: "`json` or `csv`; without it as the header `Accept` asks, and JSON where it asks for neither."
        }
    }

    /// What a value must be.
    enum Shape: Sendable, Equatable {
        case text
        case pattern(String)
        case moment
        case number(ClosedRange<Int>, standard: Int)
        case word([String], standard: String?)
    }

    var shape: Shape {
        switch self {
        case .area, .school, .fromSchool, .name, .room, .programme, .funder, .indicator: .text
        case .agent: .pattern("^[0-9a-f]{32}$")
        case .norm: .pattern(#"^[0-9.]+\+1/[0-9.]+$"#)
        case .since, .asOf: .moment
        case .limit: .number(1...Self.largestLimit, standard: Self.standardLimit)
        case .offset: .number(0...Self.largestOffset, standard: 0)
        case .category: .word(Reports.Category.allCases.map(\.rawValue), standard: nil)
        case .type: .word(SchoolType.allCases.map(\.rawValue), standard: nil)
        case .rural: .word(["yes", "no"], standard: nil)
        case .lang: .word(Language.allCases.map(\.rawValue), standard: Language.en.rawValue)
        case .cause: .word(LineVerdict.allCases.map(\.rawValue), standard: nil)
        case .remedy: .word(LineRemedy.allCases.map(\.rawValue), standard: nil)
        case .byComputer, .belowNorm, .belowContract, .byRoom, .seenAgain: .word(["true", "false"], standard: "false")
        case .groupBy: .word(ProgrammeGrouping.allCases.map(\.rawValue), standard: nil)
        case .stockCategory: .word(StockCategory.allCases.map(\.rawValue), standard: nil)
        case .presence: .word(Presence.allCases.map(\.rawValue), standard: nil)
        case .state: .word(AssetState.allCases.map(\.rawValue), standard: nil)
        case .ramBelow, .plan: .pattern("^[0-9]{1,7}$")
        case .olderThan: .pattern("^[0-9]{1,2}$")
        case .format: .word(["json", "csv"], standard: nil)
        }
    }
}
