internal import Dashboard
internal import FoundationEssentials
internal import Reports
internal import Store

/// A question that a table's address asks: what the reading API would be asked, and how the page shows it.
struct ListAsk: Sendable {
    static let pageRows = 100

    let endpoint: ReadingEndpoint
    let address: Address
    /// Nil for the list's own order.
    let sort: RowSort?
    let offset: Int
    /// As the API understands it.
    var ask: ReadingAsk

    /// What of an address is the page's own.
    private static let own: Set<String> = ["sort", "offset", "limit", "lang", "format"]

    /// Empty fields of a form ask for nothing, and names that the list does not know are nobody's question.
    /// - Throws: `ReadingRefusal.badParameter`.
    init(_ endpoint: ReadingEndpoint, _ page: PageContext) throws {
        self.endpoint = endpoint
        let known = Set(endpoint.parameters.map(\.rawValue))
        var kept = page.address
        kept.values.removeAll { pair in
            pair.value.isEmpty || !(known.contains(pair.name) || Self.own.contains(pair.name)) || pair.name == "format"
                || pair.name == "limit"
        }
        address = kept
        sort = kept["sort"].flatMap(RowSort.init(text:))
        offset = min(max(0, kept["offset"].flatMap { Int($0) } ?? 0), ReadingParameter.largestOffset)
        var asked = kept
        asked.values.removeAll { Self.own.contains($0.name) }
        var ask = try ReadingAsk(
            endpoint, query: Address("", asked.values).text.drop { $0 != "?" }.dropFirst().description, accept: nil,
            suppression: page.reader.suppression, now: page.now)
        ask.query.language = page.wording.language
        self.ask = ask
    }

    /// By which its answer is kept: what was asked, and not the moment it was asked at.
    func key(_ reader: PageReader) -> String {
        var asked = address
        asked.values.removeAll { Self.own.contains($0.name) }
        return "\(endpoint.rawValue) \(ask.query.language.rawValue) \(Address("", asked.values).text) \(reader.key)"
    }

    /// The fields of the form above the table.
    static func filters(_ endpoint: ReadingEndpoint, _ address: Address) -> [ListPage.Filter] {
        endpoint.parameters.compactMap { parameter in
            let shape: ListPage.Filter.Shape? =
                switch parameter {
                case .lang, .limit, .offset, .fromSchool, .format, .agent, .norm: nil
                case .since, .asOf: .day
                case .ramBelow, .olderThan: .number
                default:
                    switch parameter.shape {
                    case .text: .text
                    case .word(["true", "false"], _): .flag
                    case .word(let words, _): .words(words)
                    case .pattern, .moment, .number: nil
                    }
                }
            return shape.map {
                let value = address[parameter.rawValue].flatMap { $0.isEmpty ? nil : $0 }
                return ListPage.Filter(name: parameter.rawValue, shape: $0, value: value)
            }
        }
    }
}

extension ReadingEndpoint {
    /// How it stands in an address of the pages.
    var pageName: String { rawValue.replacing("/", with: "-") }

    init?(pageName: String) {
        guard let endpoint = Self.allCases.first(where: { $0.pageName == pageName }) else { return nil }
        self = endpoint
    }

    /// Over how many schools a page shows it at most: nothing keeps what these lists are made of, so that a country's would have
    /// to be worked out row by row. Nil for the others.
    var schoolLimit: Int? {
        switch self {
        case .devices, .assets, .slots, .gateways, .platforms: 60
        case .rooms, .stock: 1_500
        default: nil
        }
    }
}
