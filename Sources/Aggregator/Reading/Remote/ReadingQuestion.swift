internal import FoundationEssentials
internal import Reports
internal import Store

/// A question as it stands in an address of the reading API.
struct ReadingQuestion: Sendable {
    let endpoint: ReadingEndpoint
    /// How long a question may have waited since its moment, that of its command, was taken.
    private static let patienceSeconds: TimeInterval = 3_600

    private let texts: [(parameter: ReadingParameter, text: String)]

    /// - Parameters:
    ///   - grouping: of lists that the store groups.
    ///   - now: the server takes a question without a moment of its own for this one.
    /// - Throws: `ReadingFailure.notAskable` where the server would understand something else.
    init(
        _ query: Query, of endpoint: ReadingEndpoint, by grouping: ProgrammeGrouping? = nil, now: Date
    ) throws {
        // A server that is asked for an earlier moment answers with the schools of that moment.
        guard query.asItWas || query.asOf >= now.addingTimeInterval(-Self.patienceSeconds) else {
            throw ReadingFailure.notAskable(
                "a period that has ended, over the schools of today (give --as-of for those of its end),")
        }
        guard query.suppression == nil else {
            throw ReadingFailure.notAskable("--leaving, which a token's role decides,")
        }
        let query = Self.inWholeSeconds(query)
        self.endpoint = endpoint
        texts = endpoint.parameters.compactMap { parameter in
            Self.text(of: parameter, query, by: grouping).map { (parameter, $0) }
        }
        // Read as the server reads it: whatever has no parameter would silently not be asked.
        let heard = try understood(at: query.asOf)
        var asked = query
        (asked.limit, asked.offset) = (nil, 0)
        if !endpoint.parameters.contains(.lang) { asked.language = heard.language }
        guard heard == asked else { throw ReadingFailure.notAskable("a filter of this question") }
    }

    private func understood(at now: Date) throws -> Query {
        do {
            return try ReadingAsk(
                endpoint, query: address(limit: 1, offset: 0).query, accept: nil, suppression: nil, now: now
            ).query
        } catch let refusal as ReadingRefusal {
            throw ReadingFailure.notAskable("a value of this question (\(refusal.message))")
        }
    }

    /// - Returns: the address of a page, from its path on, and what of it follows the question mark.
    func address(limit: Int, offset: Int) -> (path: String, query: String) {
        let all = texts + [(.limit, "\(limit)"), (.offset, "\(offset)"), (.format, "json")]
        let query = all.map { "\($0.parameter.rawValue)=\(URLText.encoded($0.text))" }.joined(separator: "&")
        return (endpoint.path + "?" + query, query)
    }

    /// Nil where the server's default is meant.
    private static func text(
        of parameter: ReadingParameter, _ query: Query, by grouping: ProgrammeGrouping?
    ) -> String? {
        let (filters, stock) = (query.filters, query.filters.stock)
        func flag(_ isSet: Bool) -> String? { isSet ? "true" : nil }
        return switch parameter {
        case .area: query.area
        case .school: query.school
        case .name: filters.name
        case .fromSchool: query.fromSchool
        case .room: query.room
        case .category: query.category?.rawValue
        case .agent: query.agent?.text
        case .lang: query.language.rawValue
        case .norm: query.norm?.text
        case .since: query.since.map { $0.formatted(.iso8601) }
        case .asOf: query.asItWas ? query.asOf.formatted(.iso8601) : nil
        case .byComputer: flag(query.byComputer)
        case .type: filters.type?.rawValue
        case .rural: filters.rural.map { $0 ? "yes" : "no" }
        case .belowNorm: flag(filters.belowNorm)
        case .belowContract: flag(filters.belowContract)
        case .cause: filters.cause?.rawValue
        case .remedy: filters.remedy?.rawValue
        case .programme: filters.programme
        case .funder: filters.funder
        case .indicator: filters.indicator
        case .plan: filters.plan.map { "\($0)" }
        case .groupBy: grouping?.rawValue
        case .stockCategory: stock.category?.rawValue
        case .presence: stock.presence?.rawValue
        case .state: stock.state?.rawValue
        case .seenAgain: flag(stock.seenAgain)
        case .byRoom: flag(stock.byRoom)
        case .ramBelow: stock.ramBelowMiB.map { "\($0)" }
        case .olderThan: stock.olderThanYears.map { "\($0)" }
        case .limit, .offset, .format: nil
        }
    }

    private static func inWholeSeconds(_ query: Query) -> Query {
        var query = query
        func whole(_ date: Date) -> Date { Date(timeIntervalSince1970: date.timeIntervalSince1970.rounded(.down)) }
        query.asOf = whole(query.asOf)
        query.since = query.since.map(whole)
        return query
    }
}
