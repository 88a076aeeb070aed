internal import Dashboard
internal import FoundationEssentials
internal import Hummingbird
internal import Store

/// One request for a page: who asks, in which language, for what.
struct PageContext: Sendable {
    var reader: PageReader
    var wording: Wording
    var address: Address
    var now: Date
    /// Whether the browser reached us by TLS.
    var isSecure: Bool

    /// A question of the store with this reader's limits.
    /// - Parameter days: how many days back the period begins; nil for lists without one.
    func query(days: Int? = nil) -> Query {
        Query(
            asOf: now, since: days.map { Query.start(ofDays: $0, before: now) }, language: wording.language,
            suppression: reader.suppression)
    }

    /// The navigation's entries that this reader may open.
    var places: [PagePlace] {
        PagePlace.allCases.filter { place in
            switch place {
            case .agents: reader.opens(.agents)
            case .programmes: reader.isPublic || reader.opens(.programmes)
            case .plans: PlansController.opens(reader)
            case .overview, .map, .lists: true
            }
        }
    }

    func frame(_ title: String, place: PagePlace? = nil, notices: [PageFrame.Notice] = []) -> PageFrame {
        PageFrame(
            wording, title: title, place: place, places: places,
            reader: reader.token.map {
                PageFrame.Reader(name: $0.name, role: $0.role.rawValue, formToken: reader.formToken)
            },
            isPublic: reader.isPublic, notices: notices, address: address.setting("lang", nil).text)
    }
}
