/// What one row of an answer about programmes or indicators stands for.
public enum ProgrammeGrouping: String, Codable, Sendable, CaseIterable {
    case school, district, region, country, programme, funder

    /// The name of what a school is counted under, nil where it lies in none.
    func group(of area: AreaPath) -> AreaPath? {
        switch self {
        case .district: area.district == nil ? nil : area
        case .region: area.region.map { AreaPath(country: area.country, region: $0) }
        case .country: AreaPath(country: area.country)
        case .school, .programme, .funder: nil
        }
    }
}
