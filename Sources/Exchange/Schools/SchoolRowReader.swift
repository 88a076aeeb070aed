internal import Store

/// Makes a school of one row, or says what hinders.
enum SchoolRowReader {
    /// Giga takes up to 10,000 pupils a school.
    static let pupilsLimit = 10_000

    static func school(_ reader: inout RowReader, country: String?) -> School? {
        let id = reader.requiredText(SchoolsCSV.named("id"))
        let names = names(&reader)
        let area = area(&reader, country: country)
        let types = SchoolType.allCases.map { ($0.rawValue, $0) }
        let latitude = reader.number(["latitude"], in: -90...90, unit: "degrees")
        let longitude = reader.number(["longitude"], in: -180...180, unit: "degrees")
        let school = School(
            id: id ?? "", gigaID: reader.text(SchoolsCSV.named("giga")), names: names,
            area: area ?? AreaPath(country: ""), type: reader.word(["type"], types) ?? .ordinary,
            supportedBy: reader.text(["supported_by"]), latitude: latitude, longitude: longitude,
            pupils: reader.count(SchoolsCSV.named("pupils"), upTo: pupilsLimit),
            rural: reader.word(SchoolsCSV.named("rural"), yesNo + [("rural", true), ("urban", false)]),
            madeUp: reader.word(["made_up"], yesNo) ?? false)
        guard reader.problems.isEmpty else { return nil }
        if (latitude == nil) != (longitude == nil) {
            reader.fault(latitude == nil ? "latitude" : "longitude", "is missing beside the other coordinate")
        }
        if school.supportedBy == school.id { reader.fault("supported_by", "a school cannot support itself") }
        return reader.problems.isEmpty ? school : nil
    }

    private static let yesNo = [
        ("yes", true), ("no", false), ("true", true), ("false", false), ("1", true), ("0", false),
    ]

    private static func names(_ reader: inout RowReader) -> Names {
        var names = Names(kk: reader.text(["name_kk"]), ru: reader.text(["name_ru"]), en: reader.text(["name_en"]))
        if let name = reader.text(["school_name"]) { names = names.filled(with: name) }
        if names.isEmpty, reader.problems.isEmpty {
            reader.fault(
                reader.column(["name_kk", "name_ru", "name_en", "school_name"]) ?? "name_en",
                "a school needs a name in one language at least")
        }
        return names
    }

    private static func area(_ reader: inout RowReader, country: String?) -> AreaPath? {
        let named = country == nil ? reader.requiredText(["country"]) : reader.text(["country"]) ?? country
        let region = reader.text(SchoolsCSV.named("region"))
        let district = reader.text(SchoolsCSV.named("district"))
        for (columns, part) in [
            (["country"], named), (SchoolsCSV.named("region"), region), (SchoolsCSV.named("district"), district),
        ] where part?.contains("/") == true {
            reader.fault(reader.column(columns) ?? columns[0], "the name of an area cannot hold a slash")
        }
        if district != nil, region == nil {
            let columns = SchoolsCSV.named("region")
            reader.fault(reader.column(columns) ?? columns[0], "is missing beside its district")
        }
        return named.map { AreaPath(country: $0, region: region, district: district) }
    }
}

extension Names {
    /// Puts a name whose language nobody said where its letters belong: letters that only Kazakh has, other Cyrillic, the rest.
    func filled(with name: String) -> Names {
        var names = self
        let scalars = name.lowercased().unicodeScalars
        if scalars.contains(where: { "әғқңөұүһі".unicodeScalars.contains($0) }) {
            names.kk = names.kk ?? name
        } else if scalars.contains(where: { (0x0400...0x04FF).contains($0.value) }) {
            names.ru = names.ru ?? name
        } else {
            names.en = names.en ?? name
        }
        return names
    }
}
