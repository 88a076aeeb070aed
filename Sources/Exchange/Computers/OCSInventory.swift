internal import Foundation
internal import Reports
internal import Store

/// What one inventory of OCS tells of its computer.
struct OCSInventory {
    private static let root = "REQUEST"
    /// The elements that are read, by their path below `REQUEST/CONTENT`; the first that says something counts.
    private static let known: Set<String> = [
        "ACCOUNTINFO/KEYNAME", "ACCOUNTINFO/KEYVALUE", "BIOS/ASSETTAG", "BIOS/SMANUFACTURER", "BIOS/SMODEL", "BIOS/SSN",
        "CPUS/NAME",
        "CPUS/TYPE", "HARDWARE/MEMORY", "HARDWARE/OSNAME", "HARDWARE/PROCESSORT", "HARDWARE/UUID",
        "OPERATINGSYSTEM/FULL_NAME",
    ]
    /// The key of the account's information that OCS's users set to say where a computer is.
    private static let tag = "TAG"
    /// What no serial, model or name is longer than.
    private static let textLimit = 200

    private var values: [String: String] = [:]
    /// The id of its school, where its users keep it in the tag.
    private(set) var school: String?

    /// - Parameter file: its name, for messages.
    /// - Throws: `XMLReader.Fault` where it is no whole inventory, `ImportFailure` where its encoding cannot be told.
    init(_ data: Data, file: String) throws {
        var reader = XMLReader([UInt8](try TextEncoding.utf8(of: Self.plain(data), file: file).utf8))
        var text = ""
        var key: String?
        while let event = try reader.next() {
            switch event {
            case .start(let name):
                guard reader.path.count > 1 || name == Self.root else {
                    throw XMLReader.Fault(line: 1, message: "is no inventory of OCS: it begins with \(name)")
                }
                text = ""
            case .text(let piece): if text.utf8.count <= Self.textLimit { text += piece }
            case .end(let name):
                let path = (reader.path.dropFirst(2) + [name]).joined(separator: "/")
                let said = text.trimmingCharacters(in: .whitespacesAndNewlines)
                text = ""
                guard Self.known.contains(path), !said.isEmpty, said.utf8.count <= Self.textLimit else { continue }
                switch path {
                case "ACCOUNTINFO/KEYNAME": key = said
                case "ACCOUNTINFO/KEYVALUE": if key?.uppercased() == Self.tag { school = said }
                default: if values[path] == nil { values[path] = said }
                }
            }
        }
    }

    /// Windows' agent writes files as it sends them: in zlib's format, whose first byte is 0x78 (RFC 1950, 2.2).
    private static func plain(_ data: Data) throws -> Data {
        guard data.first == 0x78 else { return data }
        do {
            return try Gzip.decompress(data, limitBytes: TableFile.textLimitBytes, isZlib: true)
        } catch {
            throw XMLReader.Fault(line: 1, message: "is compressed and cannot be unpacked: it may be cut off")
        }
    }

    func listed(at school: String) -> ListedComputer {
        ListedComputer(
            computer: RegisteredComputer(
                school: school, label: values["BIOS/ASSETTAG"].flatMap(ListedComputer.label),
                vendor: values["BIOS/SMANUFACTURER"], model: values["BIOS/SMODEL"],
                cpu: values["CPUS/TYPE"] ?? values["CPUS/NAME"] ?? values["HARDWARE/PROCESSORT"],
                memoryMiB: values["HARDWARE/MEMORY"].flatMap { Int($0) },
                os: values["OPERATINGSYSTEM/FULL_NAME"] ?? values["HARDWARE/OSNAME"], source: .ocs),
            serial: values["BIOS/SSN"], uuid: values["HARDWARE/UUID"])
    }
}
