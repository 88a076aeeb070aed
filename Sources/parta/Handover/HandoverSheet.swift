internal import Presentation
internal import Reports
internal import Store

/// A page to sign: what stands at a school, and what of the delivery lists was not found.
struct HandoverSheet: Equatable {
    struct Fact: Equatable {
        var label: String
        var text: String
    }

    struct Section: Equatable {
        var title: String
        var headings: [String]
        var rows: [[String]]
    }

    var language: Language
    var title: String
    var warning: String?
    var facts: [Fact]
    var sections: [Section]
    /// What stands in a section without rows.
    var nothing: String
    /// Who signs, and what each writes.
    var signers: [String]
    var lines: [String]
    var source: String

    /// What a sheet is made of.
    struct Content {
        var school: SchoolRow
        var day: String
        var computers: [ComputerRow]
        /// Attached at the last scans.
        var devices: [DeviceRow]
        /// What presence counts, by category.
        var stock: [StockRow]
        var lines: [LineRow]
        /// By school.
        var deliveries: [ProgrammeRow]
    }

    init(_ content: Content, language: Language) {
        let words = HandoverWords.words(language)
        let school = content.school.school
        self.language = language
        title = words.title
        warning = school.madeUp ? words.madeUp : nil
        facts = [
            Fact(label: words.school, text: school.names.preferred(language)),
            Fact(label: words.officialID, text: school.id), Fact(label: words.area, text: school.area.text),
            Fact(label: words.date, text: content.day),
        ]
        sections = [
            Self.computers(content.computers, words), Self.stock(content.stock, words, language),
            Self.devices(content.devices, words, language), Self.lines(content.lines, words),
            Self.deliveries(content.deliveries, words, language),
        ]
        nothing = words.nothing
        signers = [words.handedOver, words.received]
        lines = [words.name, words.signature, words.date]
        source = words.source
    }

    private static func computers(_ rows: [ComputerRow], _ words: HandoverWords) -> Section {
        Section(
            title: "\(words.computers): \(rows.count)",
            headings: [words.room, words.label, words.model, words.memory, words.lastReport],
            rows: rows.map { row in
                [
                    row.room ?? "", row.label ?? "", [row.vendor, row.model].compactMap(\.self).joined(separator: " "),
                    row.memoryMiB.map(String.init) ?? "", Cell.day(row.lastReport).plain,
                ]
            })
    }

    private static func devices(_ rows: [DeviceRow], _ words: HandoverWords, _ language: Language) -> Section {
        struct Kind: Hashable {
            var room, category, model: String
        }
        let kinds = Dictionary(grouping: rows.filter(\.attached)) { row in
            Kind(
                room: row.room ?? "", category: CategoryWords.name(row.category, language),
                model: [row.vendor, row.product].compactMap(\.self).joined(separator: " "))
        }
        return Section(
            title: "\(words.devices): \(rows.count { $0.attached })",
            headings: [words.room, words.category, words.model, words.count],
            rows: kinds.map { [$0.key.room, $0.key.category, $0.key.model, "\($0.value.count)"] }
                .sorted { $0.lexicographicallyPrecedes($1) })
    }

    private static func stock(_ rows: [StockRow], _ words: HandoverWords, _ language: Language) -> Section {
        Section(
            title: words.stock, headings: [words.category, words.verified, words.atMost, words.onBooks],
            rows: rows.map { row in
                let name =
                    switch row.category {
                    case .computer: words.computers
                    case .device(let category): CategoryWords.name(category, language)
                    }
                return [name, "\(row.low)", "\(row.high)", "\(row.registered)"]
            })
    }

    private static func lines(_ rows: [LineRow], _ words: HandoverWords) -> Section {
        Section(
            title: words.lines, headings: [words.line, words.download, words.upload, words.tests, words.norm],
            rows: rows.map { row in
                [
                    row.line ?? "", Cell.tenths(row.downloadMbps).plain, Cell.tenths(row.uploadMbps).plain,
                    "\(row.tests)", row.norm.isMet.map { $0 ? words.yes : words.no } ?? words.unknown,
                ]
            })
    }

    /// Of what was delivered, what is certainly not there, up to what nothing verifies.
    private static func notFound(_ row: ProgrammeRow) -> String {
        let (low, high) = (row.delivered - row.presentHigh, row.delivered - row.verified)
        return low == high ? "\(low)" : "\(low)-\(high)"
    }

    private static func deliveries(_ rows: [ProgrammeRow], _ words: HandoverWords, _ language: Language) -> Section {
        Section(
            title: words.deliveries,
            headings: [words.programme, words.category, words.delivered, words.verified, words.atMost, words.notFound],
            rows: rows.compactMap { row in
                guard let category = row.category else { return nil }
                return [
                    row.programmeName ?? row.programme ?? "", CategoryWords.name(category, language),
                    "\(row.delivered)", "\(row.verified)", "\(row.presentHigh)",
                    // What no cable meets is not lost for it.
                    row.use == .notMeasured && row.presentHigh == 0 ? words.notMeasured : notFound(row),
                ]
            })
    }
}
