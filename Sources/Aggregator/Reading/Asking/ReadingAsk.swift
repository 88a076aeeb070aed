internal import FoundationEssentials
internal import Reports
internal import Store

/// One question of a reader, understood.
struct ReadingAsk: Sendable {
    enum Format: String, CaseIterable, Sendable {
        case json, csv
    }

    private enum YesOrNo: String {
        case yes, no
    }

    var endpoint: ReadingEndpoint
    /// Without a limit: the total counts all.
    var query: Query
    /// Nil where the list's own holds.
    var grouping: ProgrammeGrouping?
    var limit: Int
    var offset: Int
    var format: Format
    /// The question as it stands in its address, without where the page begins.
    private let text: String

    /// - Parameters:
    ///   - query: what follows the question mark in the address.
    ///   - accept: the header of that name.
    ///   - suppression: what the reader may not see.
    /// - Throws: `ReadingRefusal.badParameter`.
    init(
        _ endpoint: ReadingEndpoint, query text: String?, accept: String?, suppression: Suppression?, now: Date
    ) throws {
        let values = try ReadingValues(text, of: endpoint)
        let asOf = try values.asOf(now: now)
        let since = try values.moment(.since)
        if let since, since > asOf { throw ReadingRefusal.badParameter("since", "lies after as_of") }
        self.endpoint = endpoint
        limit = try values.number(.limit)
        offset = try values.number(.offset)
        format = try values.word(.format, as: Format.self) ?? Self.format(accept)
        query = Query(
            asOf: asOf,
            since: since ?? endpoint.standardDays.map { Query.start(ofDays: $0, before: asOf) },
            area: values[.area], school: values[.school], room: values[.room],
            category: try values.word(.category, as: Category.self), agent: try values.agent(),
            byComputer: try values.flag(.byComputer), language: try values.word(.lang, as: Language.self) ?? .en,
            filters: try Self.filters(values), norm: try values.norm(), suppression: suppression)
        query.asItWas = values[.asOf] != nil
        query.fromSchool = values[.fromSchool]
        let places: [ReadingParameter] = [.offset, .fromSchool]
        self.text = (text ?? "").split(separator: "&")
            .filter { pair in !places.contains { pair.hasPrefix("\($0.rawValue)=") } }.joined(separator: "&")
        grouping = try values.word(.groupBy, as: ProgrammeGrouping.self)
    }

    /// The address of the page that begins after so many rows, of the whole list or from a school on.
    func address(of offset: Int, from school: String? = nil) -> String {
        let place = [
            school.map { "\(ReadingParameter.fromSchool.rawValue)=\(URLText.encoded($0))" }, "offset=\(offset)",
        ]
        return endpoint.path + "?" + ([text.isEmpty ? nil : text] + place).compactMap(\.self).joined(separator: "&")
    }

    private static func filters(_ values: ReadingValues) throws -> QueryFilters {
        var filters = QueryFilters(
            name: try values.name(), type: try values.word(.type, as: SchoolType.self),
            rural: try values.word(.rural, as: YesOrNo.self).map { $0 == .yes },
            belowNorm: try values.flag(.belowNorm), belowContract: try values.flag(.belowContract),
            cause: try values.word(.cause, as: LineVerdict.self),
            remedy: try values.word(.remedy, as: LineRemedy.self), programme: values[.programme],
            funder: values[.funder], indicator: values[.indicator])
        filters.plan = try values.digits(.plan)
        filters.stock.category = try values.word(.stockCategory, as: StockCategory.self)
        filters.stock.presence = try values.word(.presence, as: Presence.self)
        filters.stock.state = try values.word(.state, as: AssetState.self)
        filters.stock.seenAgain = try values.flag(.seenAgain)
        filters.stock.byRoom = try values.flag(.byRoom)
        filters.stock.ramBelowMiB = try values.digits(.ramBelow)
        filters.stock.olderThanYears = try values.digits(.olderThan)
        return filters
    }

    /// CSV where it is named and JSON is not: a browser that takes anything gets JSON.
    private static func format(_ accept: String?) -> Format {
        let types = (accept ?? "").lowercased()
        return types.contains("text/csv") && !types.contains("application/json") ? .csv : .json
    }
}
