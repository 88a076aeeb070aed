extension SerialPolicy {
    /// What holds where nobody sets anything: what may be somebody's own leaves the computer as a hash.
    public static func builtIn(for category: Category) -> SerialPolicy { category.isPersonal ? .hashed : .plain }

    public func isLessCareful(than other: SerialPolicy) -> Bool { care < other.care }

    private var care: Int {
        switch self {
        case .plain: 0
        case .hashed: 1
        case .none: 2
        }
    }
}

extension RegionSettings {
    /// How the serials of a category leave a computer: as set, and never less carefully than the built-in rule says.
    public func serialPolicy(for category: Category) -> SerialPolicy {
        let builtIn = SerialPolicy.builtIn(for: category)
        guard let set = serials?[category.rawValue], builtIn.isLessCareful(than: set) else { return builtIn }
        return set
    }
}
