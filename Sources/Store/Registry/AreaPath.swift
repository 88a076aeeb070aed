/// Where a school lies: country > region > district.
public struct AreaPath: Codable, Sendable, Hashable {
    public var country: String
    public var region: String?
    /// Never without a region.
    public var district: String?

    public init(country: String, region: String? = nil, district: String? = nil) {
        self.country = country
        self.region = region
        self.district = region == nil ? nil : district
    }

    /// Reads what `text` wrote; nil unless it has one to three levels.
    public init?(text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard (1...3).contains(parts.count), parts.allSatisfy({ !$0.isEmpty }) else { return nil }
        self.init(
            country: parts[0], region: parts.count > 1 ? parts[1] : nil, district: parts.count > 2 ? parts[2] : nil)
    }

    enum CodingKeys: String, CodingKey {
        case country, region, district
    }

    /// Every key always: what is not known is null.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(country, forKey: .country)
        try values.encode(region, forKey: .region)
        try values.encode(district, forKey: .district)
    }

    /// From the widest level to the narrowest.
    public var parts: [String] { [country, region, district].compactMap(\.self) }

    /// As typed after `--area`, such as `Kazakhstan/Aktobe/Alga`.
    public var text: String { parts.joined(separator: "/") }

    /// What areas are compared by: lower case, surrounding space dropped.
    public var key: [String] { parts.map(Self.fold) }

    /// Whether `other` is this area or lies in it.
    public func contains(_ other: AreaPath) -> Bool { other.key.starts(with: key) }

    /// Whether `text` names this area: its whole path, or its narrowest level alone.
    public func isNamed(_ text: String) -> Bool {
        let asked = text.split(separator: "/").map { Self.fold(String($0)) }
        return asked == key || (asked.count == 1 && asked.first == key.last)
    }

    /// This area and those around it, widest first.
    public var selfAndAncestors: [AreaPath] {
        (1...parts.count).map { depth in
            AreaPath(
                country: country, region: depth > 1 ? region : nil, district: depth > 2 ? district : nil)
        }
    }

    private static func fold(_ part: String) -> String {
        var folded = Substring(part.lowercased())
        while folded.first?.isWhitespace == true { folded.removeFirst() }
        while folded.last?.isWhitespace == true { folded.removeLast() }
        return String(folded)
    }
}
