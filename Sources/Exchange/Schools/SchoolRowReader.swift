internal import Reports
public import Store

/// Makes a school of one row, or says what hinders.
enum SchoolRowReader {
    /// Giga takes up to 10,000 pupils a school.
    static let pupilsLimit = 10_000

    static func school(_ reader: inout RowReader, country: String?) -> School? {
        let id = reader.requiredText(SchoolsCSV.named("id"))
        let names = names(&reader, id: id)
        let area = area(&reader, country: country)
        let types = SchoolType.allCases.map { ($0.rawValue, $0) }
        let latitude = reader.number(SchoolsCSV.named("latitude"), in: -90...90, unit: "degrees")
        let longitude = reader.number(SchoolsCSV.named("longitude"), in: -180...180, unit: "degrees")
        let school = School(
            id: id ?? "", gigaID: reader.text(SchoolsCSV.named("giga")), names: names,
            area: area ?? AreaPath(country: ""), type: reader.word(["type"], types) ?? .ordinary,
            supportedBy: reader.text(["supported_by"]), latitude: latitude, longitude: longitude,
            pupils: reader.count(SchoolsCSV.named("pupils"), upTo: pupilsLimit),
            rural: reader.word(SchoolsCSV.named("rural"), yesNo + [("rural", true), ("urban", false)]),
            grades: grades(&reader), shifts: reader.count(["shifts"], upTo: 4),
            managingBody: reader.text(["managing_body"]), settlement: reader.text(["settlement"]),
            settlementLevel: reader.word(["settlement_level"], words(SettlementLevel.self)),
            electricity: electricity(&reader), educationLevel: reader.text(SchoolsCSV.named("education")),
            openedOn: reader.day(["opened_on"]), closedOn: reader.day(["closed_on"]),
            madeUp: reader.word(["made_up"], yesNo) ?? false)
        guard reader.problems.isEmpty else { return nil }
        if (latitude == nil) != (longitude == nil) {
            let names = SchoolsCSV.named(latitude == nil ? "latitude" : "longitude")
            reader.fault(reader.column(names) ?? names[0], "is missing beside the other coordinate")
        }
        if school.supportedBy == school.id { reader.fault("supported_by", "a school cannot support itself") }
        if let opened = school.openedOn, let closed = school.closedOn, closed <= opened {
            reader.fault("closed_on", "a school closes after it has opened")
        }
        return reader.problems.isEmpty ? school : nil
    }

    static func words<Word: CaseIterable & RawRepresentable<String>>(_ type: Word.Type) -> [(String, Word)] {
        type.allCases.map { ($0.rawValue, $0) }
    }

    /// As `1-11`; one grade alone stands for itself.
    private static func grades(_ reader: inout RowReader) -> String? {
        guard let text = reader.text(["grades"]) else { return nil }
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1],
            (0...13).contains(first), (first...13).contains(last)
        else {
            reader.fault("grades", "\"\(CellText.excerpt(text))\" is no range of grades, such as 1-11")
            return nil
        }
        return "\(first)-\(last)"
    }

    /// Ours in one column, Giga's in two: whether there is any, and from where.
    private static func electricity(_ reader: inout RowReader) -> Electricity? {
        let ours = words(Electricity.self) + yesNo.map { ($0.0, known($0.1)) }
        if let word = reader.word(["electricity"], ours) { return word }
        let isThere = reader.word(["electricity_availability"], yesNo)
        if isThere == false { return .absent }
        guard let column = reader.column(["electricity_type"]), let type = reader.text([column])?.lowercased() else {
            return isThere.map(known)
        }
        return words(Electricity.self).first { type.contains($0.0) }?.1 ?? .unknown
    }

    private static func known(_ isThere: Bool) -> Electricity { isThere ? .unknown : .absent }

    static let yesNo = [
        ("yes", true), ("no", false), ("true", true), ("false", false), ("1", true), ("0", false),
    ]

    private static func names(_ reader: inout RowReader, id: String?) -> Names {
        // ITU's points have no names.
        if reader.column(SchoolsCSV.named("names")) == nil { return Names(en: id) }
        var names = Names(kk: reader.text(["name_kk"]), ru: reader.text(["name_ru"]), en: reader.text(["name_en"]))
        if names.isEmpty, let name = reader.text(["school_name", "name"]) { names = names.filled(with: name) }
        if names.isEmpty, reader.problems.isEmpty {
            reader.fault(
                reader.column(SchoolsCSV.named("names")) ?? "name_en",
                "a school needs a name in one language at least")
        }
        return names
    }

    private static func area(_ reader: inout RowReader, country: String?) -> AreaPath? {
        let columns = SchoolsCSV.named("country")
        let text = country == nil ? reader.requiredText(columns) : reader.text(columns) ?? country
        // A code is given its country's name, so that files with and without names make one country.
        let named = reader.column(columns) == "country_code" ? text.map { Country.named($0)?.name ?? $0 } : text
        let region = reader.text(SchoolsCSV.named("region"))
        let district = reader.text(SchoolsCSV.named("district"))
        for (columns, part) in [
            (columns, named), (SchoolsCSV.named("region"), region), (SchoolsCSV.named("district"), district),
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
    public func filled(with name: String) -> Names {
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
