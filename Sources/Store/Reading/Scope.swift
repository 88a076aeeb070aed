/// Which areas a reader may see; a parameter of every list, so that nobody can forget it.
public enum Scope: Sendable, Equatable {
    /// The local command line, which holds the database file anyway.
    case everything
    /// These areas and all within; an empty list sees nothing.
    case areas([AreaPath])

    public func includes(_ area: AreaPath) -> Bool {
        switch self {
        case .everything: true
        case .areas(let areas): areas.contains { $0.contains(area) }
        }
    }
}
