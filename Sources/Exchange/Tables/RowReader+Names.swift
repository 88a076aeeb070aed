internal import Reports
internal import Store

extension RowReader {
    /// Of the row, as messages say it.
    var place: String { row.place.text(column: nil, name: nil) }

    mutating func requiredDay(_ columns: [String]) -> CivilDate? {
        let before = problems.count
        let value = day(columns)
        if value == nil, problems.count == before, let column = column(columns) { fault(column, "is empty") }
        return value
    }

    /// The names of a thing in the columns `name_kk`, `name_ru` and `name_en`, or one in `name`.
    mutating func names() -> Names {
        let names = Names(kk: text(["name_kk"]), ru: text(["name_ru"]), en: text(["name_en"]))
        guard let name = text(["name"]) else { return names }
        return names.filled(with: name)
    }

    /// A thing that must have a name in one language at least.
    mutating func requiredNames() -> Names {
        let before = problems.count
        let names = names()
        if names.isEmpty, problems.count == before {
            fault(column(["name_en", "name_kk", "name_ru", "name"]) ?? "name_en", "a name in one language is needed")
        }
        return names
    }

    mutating func yesNo(_ columns: [String]) -> Bool? {
        word(columns, [("yes", true), ("no", false), ("true", true), ("false", false), ("1", true), ("0", false)])
    }

    /// A category by its wire name.
    mutating func requiredCategory(_ columns: [String]) -> Reports.Category? {
        guard let text = requiredText(columns) else { return nil }
        guard let category = Reports.Category(rawValue: text.lowercased()) else {
            fault(
                column(columns) ?? columns[0],
                "\"\(CellText.excerpt(text))\" is no category of devices; `parta devices` shows their names, such as tablet"
            )
            return nil
        }
        return category
    }
}
