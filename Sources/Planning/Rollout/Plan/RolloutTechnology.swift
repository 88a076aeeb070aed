/// How a site is served.
public enum RolloutTechnology: Sendable, Hashable {
    case fiber
    /// One of the site's alternatives, by its name.
    case other(String)

    /// As printed and as in JSON.
    public var name: String {
        switch self {
        case .fiber: "fiber"
        case .other(let name): name
        }
    }
}
