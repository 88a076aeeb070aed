/// A page that the navigation leads to.
public enum PagePlace: String, Sendable, CaseIterable {
    case overview, map, lists, programmes, plans, agents

    /// Its address below the server's own.
    public var path: String {
        switch self {
        case .overview: "/"
        default: "/\(rawValue)"
        }
    }
}
