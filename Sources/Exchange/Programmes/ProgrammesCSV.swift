public import FoundationEssentials
public import Store

/// Programmes as a table: `id, name_kk, name_ru, name_en` (or `name`)`, funder, starts_on, ends_on, schools`.
///
/// `schools` holds official ids, apart by spaces or semicolons.
public enum ProgrammesCSV {
    static let columns = ["id", "name", "name_kk", "name_ru", "name_en", "funder", "starts_on", "ends_on", "schools"]

    /// - Throws: `ImportFailure`; then nothing is to be imported.
    public static func read(_ data: Data, file: String) throws -> RowsFile<Programme> {
        var first: [String: Int] = [:]
        return try RowsFile(
            data, file: file, required: [["id"], ["name", "name_en", "name_ru", "name_kk"]], known: columns
        ) { reader in
            guard let programme = programme(&reader) else { return nil }
            if let line = first[programme.id] {
                reader.fault(
                    "id", "programme \"\(RowReader.excerpt(programme.id))\" stands twice, first on line \(line)")
            }
            first[programme.id] = reader.row.line
            return programme
        }
    }

    private static func programme(_ reader: inout RowReader) -> Programme? {
        let id = reader.requiredText(["id"])
        let programme = Programme(
            id: id ?? "", names: reader.requiredNames(), funder: reader.text(["funder"]),
            startsOn: reader.day(["starts_on"]), endsOn: reader.day(["ends_on"]),
            schools: (reader.text(["schools"], limitBytes: 65_536) ?? "")
                .split(whereSeparator: { $0 == " " || $0 == ";" }).map(String.init))
        if let start = programme.startsOn, let end = programme.endsOn, end < start {
            reader.fault("ends_on", "lies before starts_on")
        }
        return reader.problems.isEmpty ? programme : nil
    }
}
