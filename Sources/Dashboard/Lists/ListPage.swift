internal import FoundationEssentials
public import Presentation
internal import Reports
internal import Store

/// A table that can be sorted, filtered, turned and taken along; all of it is in its address.
public struct ListPage: Sendable {
    public struct Column: Sendable, Equatable {
        public var heading: String
        /// By which the address asks for its order; nil for a column that has none.
        public var key: String

        public init(heading: String, key: String) {
            self.heading = heading
            self.key = key
        }
    }

    public struct Row: Sendable, Equatable {
        /// The school that the row is about; nil where it is about none or more than one.
        public var school: String?
        public var cells: [Cell]

        public init(school: String?, cells: [Cell]) {
            self.school = school
            self.cells = cells
        }
    }

    /// A field of the form that narrows the list.
    public struct Filter: Sendable, Equatable {
        public enum Shape: Sendable, Equatable {
            case text
            case day
            case number
            case flag
            case words([String])
        }

        public var name: String
        public var shape: Shape
        public var value: String?

        public init(name: String, shape: Shape, value: String?) {
            self.name = name
            self.shape = shape
            self.value = value
        }
    }

    public var columns: [Column]
    public var rows: [Row]
    public var filters: [Filter]
    /// As asked, with all that narrows, sorts and turns it.
    public var address: Address
    public var sortedBy: (key: String, isDescending: Bool)?
    /// Whether columns can be sorted by: what is too long is not.
    public var isSortable: Bool
    public var total: Int
    public var offset: Int
    public var pageRows: Int
    /// By their formats' endings.
    public var downloads: [String]
    public var readAt: String?
    /// Why there are no rows, in place of there being none.
    public var problem: String?

    public init(columns: [Column], filters: [Filter], address: Address, pageRows: Int) {
        self.columns = columns
        self.filters = filters
        self.address = address
        self.pageRows = pageRows
        rows = []
        isSortable = true
        total = 0
        offset = 0
        downloads = []
    }

    /// Which columns hold a school's name or id, and so lead to its page.
    private static let schoolKeys: Set<String> = ["school", "school_name", "name"]

    public func values(_ wording: Wording) -> [String: PageValue] {
        let isNumeric = columns.indices.map { column in
            rows.contains { $0.cells[column].value != nil }
        }
        return [
            "columns": .rows(columns.enumerated().map { heading($1, isNumeric: isNumeric[$0], wording) }),
            "rows": .rows(rows.map { ["cells": cells($0, isNumeric, wording)] }),
            "has_rows": .flag(!rows.isEmpty),
            "filters": .rows(filters.map { field($0, wording) }),
            "form_address": .text(address.path),
            "problem": .text(problem), "clear": .text(address.path),
            "is_narrowed": .flag(filters.contains { $0.value != nil }),
            "kept": .rows(
                address.values.filter { pair in
                    pair.name == "sort" || pair.name == "lang"
                }.map { ["name": .text($0.name), "value": .text($0.value)] }),
            "count": .text(
                wording(
                    "list.count",
                    [
                        "total": wording.number(total), "from": wording.number(rows.isEmpty ? 0 : offset + 1),
                        "to": wording.number(offset + rows.count),
                    ])),
            "read_at": .text(readAt.map { wording("page.read_at", ["time": $0]) }),
            "previous": .text(
                offset > 0 ? address.setting("offset", Self.positive(max(0, offset - pageRows))).text : nil),
            "next": .text(
                offset + rows.count < total ? address.setting("offset", "\(offset + pageRows)").text : nil),
            "downloads": .rows(
                downloads.map { ending in
                    [
                        "address": .text(
                            Address("\(address.path).\(ending)", address.values).setting("offset", nil)
                                .setting("limit", nil).text),
                        "name": .text(ending.uppercased()),
                    ]
                }),
            "has_downloads": .flag(!downloads.isEmpty),
        ]
    }

    private static func positive(_ offset: Int) -> String? { offset > 0 ? "\(offset)" : nil }

    private func heading(_ column: Column, isNumeric: Bool, _ wording: Wording) -> [String: PageValue] {
        let isSorted = sortedBy?.key == column.key
        let isDescending = isSorted && sortedBy?.isDescending == true
        // The first click on a number shows the largest, on a name the first of the alphabet.
        let next =
            isSorted ? (isDescending ? column.key : "\(column.key):desc") : column.key + (isNumeric ? ":desc" : "")
        return [
            "name": .text(column.heading), "is_number": .flag(isNumeric), "is_sortable": .flag(isSortable),
            "address": .text(address.setting("offset", nil).setting("sort", next).text),
            "order": .text(isSorted ? (isDescending ? "descending" : "ascending") : nil),
            "arrow": .text(isSorted ? (isDescending ? "▼" : "▲") : nil),
        ]
    }

    private func cells(_ row: Row, _ isNumeric: [Bool], _ wording: Wording) -> PageValue {
        let cells = zip(columns, row.cells).enumerated().map { index, pair in
            let (column, cell) = pair
            let link = row.school.flatMap { school in
                Self.schoolKeys.contains(column.key) ? Address("/school", [("id", school)]).text : nil
            }
            return [
                "text": PageValue.text(wording.text(of: cell, key: column.key)), "is_number": .flag(isNumeric[index]),
                "heading": .text(column.heading), "link": .text(link),
            ]
        }
        return .rows(cells)
    }

    private func field(_ filter: Filter, _ wording: Wording) -> [String: PageValue] {
        var values: [String: PageValue] = [
            "name": .text(filter.name), "label": .text(wording.word("filter", filter.name)),
            "value": .text(filter.value ?? ""), "is_text": false, "is_day": false, "is_number": false, "is_flag": false,
            "is_choice": false, "options": .list([]), "is_set": .flag(filter.value == "true"),
        ]
        switch filter.shape {
        case .text: values["is_text"] = true
        case .day: values["is_day"] = true
        case .number: values["is_number"] = true
        case .flag: values["is_flag"] = true
        case .words(let words):
            values["is_choice"] = true
            values["options"] = .rows(
                words.map { word in
                    [
                        "word": .text(word), "text": .text(wording.word(filter.name, word)),
                        "chosen": .flag(word == filter.value),
                    ]
                })
        }
        if filter.value == nil { values["value"] = false }
        return values
    }
}

extension Wording {
    /// A cell as a person reads it: words of fixed vocabularies by their names, days and numbers as the language writes them.
    /// - Parameter key: the column's, which is also its vocabulary's name.
    func text(of cell: Cell, key: String) -> String {
        switch cell {
        case .missing: "–"
        case .flag(let flag): self(flag ? "word.yes" : "word.no")
        case .integer(let number): self.number(number)
        case .amount(let number): self.number(number)
        case .number(let number, let decimals): self.number(number, decimals: decimals)
        case .exact(let number): self.number(number, decimals: number == number.rounded() ? 0 : 2)
        case .text(let text):
            if has("\(key).\(text)") {
                self("\(key).\(text)")
            } else if text.utf8.count == 10, let day = CivilDate(text) {
                self.day(day)
            } else if text.utf8.count == 20, text.utf8.last == UInt8(ascii: "Z"), let day = CivilDate(text.prefix(10)) {
                // A moment as lists write it: 2026-11-20 11:57:49Z.
                "\(self.day(day)), \(text.dropFirst(11).prefix(5))\u{00A0}UTC"
            } else {
                text
            }
        }
    }
}
