internal import Store

/// A made-up school before its rooms are filled.
struct SchoolPlan: Sendable {
    var number: Int
    var region: Int
    var area: AreaPath
    var districtNames: Names
    /// Where it stands, such as `Karasu`; schools of one settlement have numbers.
    var settlement: Names
    var type: SchoolType
    var rural: Bool
    var latitude: Double
    var longitude: Double
    var pupils: Int
    var computers: Int
    /// The number of its support school.
    var supportedBy: Int?

    /// Every second small school got what a small school's room has.
    var isEquipped: Bool { type == .small && number.isMultiple(of: 2) }

    /// Says that it is none of a registry's: `made-00042`.
    var id: String { Self.id(number) }

    static func id(_ number: Int) -> String {
        let digits = String(number)
        return "made-" + String(repeating: "0", count: max(0, 5 - digits.count)) + digits
    }

    /// Says in each language that nobody learns there.
    var names: Names {
        let support = type == .support
        return Names(
            kk: "№\(number) \(support ? "тірек мектебі" : "мектеп"), \(settlement.kk ?? "") (ойдан шығарылған)",
            ru: "\(support ? "Опорная школа" : "Школа") № \(number), \(settlement.ru ?? "") (вымышленная)",
            en: "\(support ? "Support school" : "School") No. \(number), \(settlement.en ?? "") (made up)")
    }
}
