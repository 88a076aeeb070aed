internal import Reports
public import Store

/// Reads computers: `school, room, label, serial, uuid, vendor, model, cpu, memory_mib, os, purchased_on, pedagogical`, or a
/// table that OCS Inventory's console exports, by its headings.
public struct ComputerTableReader: BooksReader {
    private static let names: [String: [String]] = [
        "school": ["school", "school_id", "school_id_govt", "account info: tag", "tag"],
        "label": ["label", "inventory_number"],
        "serial": ["serial", "serial_number", "serial number"],
        "vendor": ["vendor", "manufacturer"],
        "memory": ["memory_mib", "ram (mb)", "memory"],
        "cpu": ["cpu", "cpu type", "processor"],
        "os": ["os", "operating system"],
    ]
    private static let memoryLimitMiB = 16_777_216
    /// Columns that only OCS writes.
    private static let ocs = ["account info: tag", "ram (mb)", "operating system"]

    /// For rows that name none.
    private let school: String?
    private let marks: ComputerMarks

    public init(school: String? = nil, marks: ComputerMarks) {
        self.school = school
        self.marks = marks
    }

    var columns: Set<String> {
        Set(Self.names.values.joined()).union(["room", "uuid", "model", "purchased_on", "pedagogical"])
    }

    /// - Throws: `ImportFailure`.
    public func computers(in table: TableSource) throws -> TableContent<RegisteredComputer> {
        let content = try content(of: table)
        return content.replacing(marks.told(apart: content.values))
    }

    func missing(in table: TableSource) -> [String] {
        var missing: [String] = []
        if school == nil, !Self.named("school").contains(where: table.hasColumn) {
            missing.append("no column \"school\"; add it, or give --school")
        }
        if !(Self.named("label") + Self.named("serial") + ["uuid"]).contains(where: table.hasColumn) {
            missing.append("no column \"label\", \"serial\" or \"uuid\"")
        }
        return missing
    }

    func value(_ reader: inout RowReader) -> ListedComputer? {
        let school = school == nil ? reader.requiredText(Self.named("school")) : reader.text(Self.named("school"))
        let yesNo = [("yes", true), ("no", false), ("true", true), ("false", false), ("1", true), ("0", false)]
        let listed = ListedComputer(
            computer: RegisteredComputer(
                school: school ?? self.school ?? "", room: reader.text(["room"]),
                label: reader.text(Self.named("label")), vendor: reader.text(Self.named("vendor")),
                model: reader.text(["model"]), cpu: reader.text(Self.named("cpu")),
                memoryMiB: reader.count(Self.named("memory"), upTo: Self.memoryLimitMiB),
                os: reader.text(Self.named("os")), purchasedOn: reader.day(["purchased_on"])?.description,
                pedagogical: reader.word(["pedagogical"], yesNo) ?? true,
                source: Self.ocs.contains { reader.column([$0]) != nil } ? .ocs : .csv),
            serial: reader.text(Self.named("serial")), uuid: reader.text(["uuid"]))
        if listed.computer.label == nil, listed.serial == nil, listed.uuid == nil, reader.problems.isEmpty {
            reader.missing(
                Self.named("label") + Self.named("serial"),
                "a computer needs a label, a serial or a UUID to be known by")
        }
        return reader.problems.isEmpty ? listed : nil
    }

    private static func named(_ column: String) -> [String] { names[column] ?? [column] }
}
