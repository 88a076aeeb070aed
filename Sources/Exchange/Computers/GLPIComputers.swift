public import FoundationEssentials
internal import Reports
public import Store

/// Computers as GLPI's agents write them: inventory files in JSON, one object or a list of them.
///
/// Format: github.com/glpi-project/inventory_format, `inventory.schema.json`. Read are `itemtype`, `tag` (the school) and of
/// `content` `bios`, `cpus`, `hardware`, `memories` and `operatingsystem`; names of computers and of people are not.
public enum GLPIComputers {
    /// - Parameters:
    ///   - school: for computers without a tag.
    ///   - file: its name, for messages.
    /// - Throws: `ImportFailure`.
    public static func computers(
        in data: Data, file: String, school: String? = nil, marks: ComputerMarks
    ) throws -> TableContent<RegisteredComputer> {
        let decoder = JSONDecoder()
        let items: [Item]
        do {
            // A list begins with a bracket, whatever stands before it.
            let isList = data.first { !" \t\r\n".utf8.contains($0) } == UInt8(ascii: "[")
            items = isList ? try decoder.decode([Item].self, from: data) : [try decoder.decode(Item.self, from: data)]
        } catch {
            throw ImportFailure(
                file: file,
                problems: [.init(.file, message: "is no GLPI inventory in JSON, or is cut off: \(place(of: error))")])
        }
        var listed: [ListedComputer] = []
        var problems: [ImportFailure.Problem] = []
        for (index, item) in items.enumerated() where item.itemtype ?? "Computer" == "Computer" {
            guard let school = item.tag ?? school else {
                problems.append(
                    .init(
                        .file,
                        message: "the computer \(index + 1) has no tag that names its school; give --school"))
                if problems.count >= ImportFailure.problemLimit { break }
                continue
            }
            listed.append(item.listed(at: school))
        }
        guard problems.isEmpty else { throw ImportFailure(file: file, problems: problems) }
        let known = marks.told(apart: listed).filter { $0.label ?? $0.serialHash ?? $0.uuidHash != nil }
        return TableContent(
            values: known, places: [], ignoredColumns: [],
            warnings: ComputerMarks.warnings(leftOut: items.count - known.count))
    }

    private static func place(of error: any Error) -> String {
        guard let error = error as? DecodingError else { return "not JSON" }
        let path: [any CodingKey] =
            switch error {
            case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context),
                .keyNotFound(_, let context):
                context.codingPath
            @unknown default: []
            }
        return path.isEmpty
            ? "not JSON" : path.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")
    }
}

extension GLPIComputers {
    fileprivate struct Item: Decodable {
        var itemtype: String?
        var tag: String?
        var content: Content

        func listed(at school: String) -> ListedComputer {
            ListedComputer(
                computer: RegisteredComputer(
                    school: school, label: content.bios?.assettag.flatMap(ListedComputer.label),
                    vendor: content.bios?.smanufacturer,
                    model: content.bios?.smodel, cpu: content.cpus?.first?.name,
                    memoryMiB: content.hardware?.memory ?? content.memories?.compactMap(\.capacity).reduce(0, +),
                    os: content.operatingsystem?.text, source: .glpi),
                serial: content.bios?.ssn, uuid: content.hardware?.uuid)
        }
    }

    fileprivate struct Content: Decodable {
        struct BIOS: Decodable {
            var assettag: String?
            var smanufacturer: String?
            var smodel: String?
            var ssn: String?
        }
        struct CPU: Decodable { var name: String? }
        /// Of the machine: memory in MB.
        struct Hardware: Decodable {
            var memory: Int?
            var uuid: String?
        }
        struct Memory: Decodable { var capacity: Int? }
        struct System: Decodable {
            var fullName: String?
            var name: String?
            var version: String?

            enum CodingKeys: String, CodingKey {
                case name, version
                case fullName = "full_name"
            }

            var text: String? { fullName ?? name.map { [$0, version].compactMap(\.self).joined(separator: " ") } }
        }

        var bios: BIOS?
        var cpus: [CPU]?
        var hardware: Hardware?
        var memories: [Memory]?
        var operatingsystem: System?
    }
}
