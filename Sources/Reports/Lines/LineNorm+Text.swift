extension LineNorm {
    /// Reads a norm as a person writes it: `20+1/20` asks 20 Mbps of every school, and 1 Mbps for every 20 pupils where that
    /// is more. The text becomes its name, unless it is Kazakhstan's norm, which has one.
    /// - Returns: nil for anything else, and for figures that no line or school has.
    public init?(text: String) {
        let parts = text.split(separator: "+", omittingEmptySubsequences: false)
        guard parts.count == 2, let floor = Self.figure(parts[0]), parts[1].hasPrefix("1/"),
            let pupils = Self.figure(parts[1].dropFirst(2))
        else { return nil }
        self.init(name: text, floorMbps: floor, pupilsPerMbps: pupils)
        if floor == Self.kazakhstan.floorMbps, pupils == Self.kazakhstan.pupilsPerMbps { self = .kazakhstan }
    }

    /// What `init(text:)` reads this norm from.
    public var text: String { self == .kazakhstan ? "20+1/20" : name }

    private static func figure(_ text: Substring) -> Double? {
        guard text.utf8.count <= 10, text.utf8.allSatisfy({ (48...57).contains($0) || $0 == 46 }),
            let number = Double(text), (0.001...1_000_000).contains(number)
        else { return nil }
        return number
    }
}
