/// Which schools a reader may see; a parameter of every list, so that nobody can forget it.
public enum Scope: Sendable, Equatable {
    /// The local command line, which holds the database file anyway.
    case everything
    /// These areas and all within; an empty list sees nothing.
    case areas([AreaPath])
    /// One school, by its official id.
    case school(String)

    /// Whether a school that lies in an area is seen.
    public func includes(_ area: AreaPath, school: String) -> Bool {
        switch self {
        case .everything: true
        case .areas(let areas): areas.contains { $0.contains(area) }
        case .school(let id): id == school
        }
    }

    /// Whether what holds for a whole area is seen: who sees one school of it does not.
    public func includes(_ area: AreaPath) -> Bool {
        switch self {
        case .everything: true
        case .areas(let areas): areas.contains { $0.contains(area) }
        case .school: false
        }
    }
}
