import Exchange
import Testing

@Suite("Countries by name and by point")
struct CountryTests {
    @Test(
        "capitals and far ends lie inside their country and in no other",
        arguments: [
            ("KZ", 51.13, 71.43), ("KZ", 47.10, 51.90), ("KZ", 43.65, 51.16), ("KZ", 49.20, 46.90),
            ("KZ", 43.24, 76.89),
            ("KG", 42.87, 74.60), ("KG", 40.52, 72.80), ("UZ", 41.30, 69.24), ("UZ", 43.77, 59.03),
            ("UZ", 39.97, 71.12),
            ("TJ", 38.56, 68.79), ("TJ", 38.17, 73.97), ("TJ", 39.86, 70.58), ("TM", 37.95, 58.38),
            ("TM", 40.02, 52.97),
            ("MN", 47.92, 106.90),
        ])
    func inside(_ code: String, _ latitude: Double, _ longitude: Double) {
        let containing = Country.all.filter { $0.contains(latitude: latitude, longitude: longitude) }.map(\.alpha2)
        #expect(containing.contains(code))
    }

    @Test(
        "places elsewhere lie in none",
        arguments: [(55.75, 37.62), (39.90, 126.40), (41.0, 29.0), (0.0, 0.0), (35.69, 51.39), (34.53, 69.17)]
            as [(Double, Double)])
    func outside(_ latitude: Double, _ longitude: Double) {
        #expect(Country.all.filter { $0.contains(latitude: latitude, longitude: longitude) }.isEmpty)
    }

    @Test("by code and by name in several languages", arguments: ["KZ", "kaz", "Kazakhstan", "КАЗАХСТАН", "Қазақстан"])
    func names(_ text: String) {
        #expect(Country.named(text)?.alpha3 == "KAZ")
        #expect(Country.named("Atlantis") == nil)
    }
}
