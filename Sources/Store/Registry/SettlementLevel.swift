/// What kind of place a school lies in.
public enum SettlementLevel: String, Codable, Sendable, CaseIterable {
    /// A city that is a region of its own, such as Astana.
    case republicanCity = "republican_city"
    case city
    /// A settlement of an urban kind (кент, посёлок).
    case town
    case village
}
