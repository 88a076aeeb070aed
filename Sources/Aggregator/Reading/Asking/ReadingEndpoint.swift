internal import Store

/// What can be read: one list each, with the role it asks for and the parameters it takes.
///
/// Router, parser and the API's description all go by this, so none of them can know another list than the others.
enum ReadingEndpoint: String, CaseIterable, Sendable {
    case schools
    case places = "schools/places"
    case rooms
    case computers
    case devices
    case assets
    case stock
    case coverage
    case lines
    case slots = "lines/slots"
    case gateways = "lines/gateways"
    case platforms
    case programmes
    case stages = "programmes/stages"
    case expected = "programmes/expected"
    case indicators
    case regions
    case plans
    case planSites = "plans/sites"
    case planSegments = "plans/segments"
    case planPurchases = "plans/purchases"
    case planTransfers = "plans/transfers"
    case agents
    case enrollments

    var path: String { "/api/\(rawValue)" }

    /// Whether it is read school by school and no further than a page reaches: a country has millions of rows, each made of many.
    /// How many there are in all is then known on the last page alone.
    var isOpenEnded: Bool {
        switch self {
        case .rooms, .computers, .devices, .assets, .stock, .slots, .platforms, .agents: true
        default: false
        }
    }

    /// Whether a question's rows are counted beside its page: of a whole country's computers that takes longer than the page.
    func isCounted(_ query: Query) -> Bool {
        switch self {
        case .computers, .agents: query.school != nil || query.area != nil || query.agent != nil
        default: true
        }
    }

    /// The least role that opens it.
    var role: ReaderRole {
        switch self {
        case .schools, .places, .rooms, .computers, .devices, .stock, .coverage, .lines, .platforms, .programmes,
            .indicators, .regions:
            .reader
        case .assets, .slots, .gateways, .stages, .expected, .plans, .planSites, .planSegments, .planPurchases,
            .planTransfers:
            .planner
        case .agents, .enrollments: .admin
        }
    }

    /// In the order in which they are described.
    var parameters: [ReadingParameter] {
        let filters: [ReadingParameter] =
            switch self {
            case .schools, .places: [.asOf, .lang]
            case .rooms: [.asOf, .room, .lang]
            case .computers: [.asOf, .since, .room, .agent, .ramBelow, .olderThan, .lang]
            case .agents: [.asOf, .since, .room, .agent, .lang]
            case .devices: [.asOf, .since, .room, .agent, .category, .byComputer, .lang]
            case .assets:
                [.asOf, .room, .stockCategory, .presence, .state, .seenAgain, .funder, .programme, .lang]
            case .stock: [.asOf, .room, .stockCategory, .byRoom, .lang]
            case .coverage: [.asOf, .lang]
            case .lines: [.asOf, .since, .agent, .norm, .belowNorm, .belowContract, .cause, .remedy, .lang]
            case .slots, .platforms: [.asOf, .since, .agent, .lang]
            case .programmes: [.asOf, .since, .category, .programme, .funder, .groupBy, .lang]
            case .stages: [.asOf, .programme, .funder, .groupBy, .lang]
            case .expected: [.asOf, .programme, .lang]
            case .indicators: [.programme, .indicator, .groupBy, .lang]
            case .plans, .planSites, .planSegments, .planPurchases, .planTransfers: [.plan, .lang]
            case .gateways, .regions: []
            case .enrollments: [.room]
            }
        return [.area, .school, .name, .type, .rural] + filters + (isOpenEnded ? [.fromSchool] : [])
            + [.limit, .offset, .format]
    }

    /// How many days before `as_of` a period begins that nobody has named; nil where it then has no beginning. The same as
    /// the commands' `--days`.
    var standardDays: Int? {
        switch self {
        case .lines, .slots, .platforms, .programmes: 60
        case .schools, .places, .rooms, .computers, .devices, .assets, .stock, .coverage, .gateways, .stages, .expected,
            .indicators, .regions, .plans, .planSites, .planSegments, .planPurchases, .planTransfers, .agents,
            .enrollments:
            nil
        }
    }

    var summary: String {
        switch self {
        case .schools: "Schools, with their computers, devices and latest line test"
        case .places: "Where schools lie, and nothing that is heard from them"
        case .rooms: "Rooms, with the computers and devices in them"
        case .computers: "Computers: with an agent as last scanned, without one as the books have them"
        case .devices: "Devices of schools, each with its category and the rule that gave it"
        case .assets: "What stands on schools' books, its state, and whether it is there"
        case .stock: "How many of each category schools have: at least and at most"
        case .coverage: "How many of each school's computers have a live agent, and what is missing to be sure"
        case .lines: "What each school's lines gave over a period, why, and whether that meets the norm"
        case .slots: "What became of the planned tests of each line: run, or skipped and why"
        case .gateways: "Behind which gateways, known by their hashes, each line counts, and on whose word"
        case .platforms: "How often and how fast each school reaches each learning platform"
        case .programmes: "What programmes delivered, what of it is there, and whether it is used"
        case .stages: "How far programmes are, stage by stage, and what that costs"
        case .expected: "What approved plans of purchases let programmes expect, and how much of it has come"
        case .plans: "Saved plans: what each is worth and costs, and whether it is approved"
        case .planSites: "What saved plans decide for each site or school, and how far it has come"
        case .planSegments: "The cable that saved plans lay, in the order of building"
        case .planPurchases: "What saved plans buy for each school, by lot, and how far it has come"
        case .planTransfers: "What saved plans send from school to school"
        case .indicators: "What indicators came to at schools or in areas, and what they were to be"
        case .regions: "Regions that forward to this hub, and how fresh what they told is"
        case .agents: "Agents: where they are assigned and when they were heard"
        case .enrollments: "Enrolment codes by what they are good for; codes themselves are not kept"
        }
    }
}
