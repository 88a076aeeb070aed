public import Store

extension SchoolField {
    /// What a file says nothing of, by its columns.
    /// - Parameter hasColumn: whether the file has a column of a name in lower case.
    public static func unsaid(_ hasColumn: (String) -> Bool) -> Set<SchoolField> {
        Set(allCases.filter { field in !field.columns.contains(where: hasColumn) })
    }

    /// Names of columns that say it, one being enough.
    private var columns: [String] {
        switch self {
        case .gigaID: SchoolsCSV.named("giga")
        // A name without a language is put where its letters belong.
        case .nameKK, .nameRU, .nameEN: [rawValue, "school_name", "name"]
        case .region: SchoolsCSV.named("region")
        case .district: SchoolsCSV.named("district")
        case .latitude: SchoolsCSV.named("latitude")
        case .pupils: SchoolsCSV.named("pupils")
        case .rural: SchoolsCSV.named("rural")
        case .electricity: ["electricity", "electricity_availability", "electricity_type"]
        case .educationLevel: SchoolsCSV.named("education")
        case .type, .supportedBy, .grades, .shifts, .managingBody, .settlement, .settlementLevel, .openedOn,
            .closedOn, .madeUp:
            [rawValue]
        }
    }
}
