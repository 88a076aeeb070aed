/// Where a school's electricity comes from.
public enum Electricity: String, Codable, Sendable, CaseIterable {
    case grid
    case generator
    case solar
    /// It has none; not called so here, where a missing word is none, too.
    case absent = "none"
    /// It has some, of which nobody said from where.
    case unknown
}
