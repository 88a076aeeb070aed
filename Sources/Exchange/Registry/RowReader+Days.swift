internal import FoundationEssentials
internal import Reports

extension RowReader {
    /// A day as ISO 8601 writes it, or as is usual in the region: `2026-09-01`, `01.09.2026`.
    mutating func day(_ columns: [String]) -> CivilDate? {
        guard let column = column(columns), let text = text([column]) else { return nil }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let turned = parts.count == 3 ? parts.reversed().joined(separator: "-") : text
        guard let day = CivilDate(turned) else {
            fault(column, "\"\(CellText.excerpt(text))\" is no day, such as 2026-09-01 or 01.09.2026")
            return nil
        }
        return day
    }
}
