internal import Reports
public import Store

/// Programmes as a table: `id, name_kk, name_ru, name_en` (or `name`)`, funder, starts_on, ends_on, schools, sensitive`.
///
/// `schools` holds official ids, apart by spaces or semicolons; `sensitive` is yes or no.
public enum ProgrammesCSV {
    static let columns = [
        "id", "name", "name_kk", "name_ru", "name_en", "funder", "starts_on", "ends_on", "schools", "sensitive",
    ]

    /// - Throws: `ImportFailure`; then nothing is to be imported.
    public static func read(_ table: TableSource) throws -> TableContent<Programme> {
        var first: [String: String] = [:]
        return try table.content(
            missing: table.missing([["id"], ["name", "name_en", "name_ru", "name_kk"]]), known: Set(columns)
        ) { reader in
            guard let programme = programme(&reader) else { return nil }
            if let place = first[programme.id] {
                reader.fault(
                    "id", "programme \"\(CellText.excerpt(programme.id))\" stands twice, first on \(place)")
            }
            first[programme.id] = reader.place
            return programme
        }
    }

    private static func programme(_ reader: inout RowReader) -> Programme? {
        let id = reader.requiredText(["id"])
        let programme = Programme(
            id: id ?? "", names: reader.requiredNames(), funder: reader.text(["funder"]),
            startsOn: reader.day(["starts_on"])?.description,
            endsOn: reader.day(["ends_on"])?.description,
            schools: (reader.text(["schools"], limitBytes: 65_536) ?? "")
                .split(whereSeparator: { $0 == " " || $0 == ";" }).map(String.init),
            sensitive: reader.yesNo(["sensitive"]))
        if let start = programme.startsOn, let end = programme.endsOn, end < start {
            reader.fault("ends_on", "lies before starts_on")
        }
        return reader.problems.isEmpty ? programme : nil
    }
}
