/// What a file of schools may leave unsaid: the names of its columns.
public enum SchoolField: String, Sendable, CaseIterable {
    case gigaID = "giga_id"
    case nameKK = "name_kk"
    case nameRU = "name_ru"
    case nameEN = "name_en"
    case region
    case district
    case type
    case supportedBy = "supported_by"
    /// With `longitude`.
    case latitude
    case pupils
    case rural
    case grades
    case shifts
    case managingBody = "managing_body"
    case settlement
    case settlementLevel = "settlement_level"
    case electricity
    case educationLevel = "education_level"
    case openedOn = "opened_on"
    case closedOn = "closed_on"
    case madeUp = "made_up"

    /// Takes over what is known already.
    public func carry(from known: School, to school: inout School) {
        switch self {
        case .gigaID: school.gigaID = known.gigaID
        case .nameKK: school.names.kk = known.names.kk
        case .nameRU: school.names.ru = known.names.ru
        case .nameEN: school.names.en = known.names.en
        case .region: school.area.region = known.area.region
        // Where the file names another region, the district that was known does not lie in it.
        case .district: if school.area.region == known.area.region { school.area.district = known.area.district }
        case .type: school.type = known.type
        case .supportedBy: school.supportedBy = known.supportedBy
        case .latitude: (school.latitude, school.longitude) = (known.latitude, known.longitude)
        case .pupils: school.pupils = known.pupils
        case .rural: school.rural = known.rural
        case .grades: school.grades = known.grades
        case .shifts: school.shifts = known.shifts
        case .managingBody: school.managingBody = known.managingBody
        case .settlement: school.settlement = known.settlement
        case .settlementLevel: school.settlementLevel = known.settlementLevel
        case .electricity: school.electricity = known.electricity
        case .educationLevel: school.educationLevel = known.educationLevel
        case .openedOn: school.openedOn = known.openedOn
        case .closedOn: school.closedOn = known.closedOn
        case .madeUp: school.madeUp = known.madeUp
        }
    }
}
