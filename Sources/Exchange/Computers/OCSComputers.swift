internal import Foundation
internal import Reports
public import Store

/// Computers as OCS Inventory's agents write them: one XML file of each, plain or in zlib's format, as it goes to their server.
///
/// Format: github.com/OCSInventory-NG/UnixAgent (`--local`) and WindowsAgent (`/local`, `/xml`); FusionInventory's agents write
/// the same elements. Read are of `CONTENT` `ACCOUNTINFO` (`TAG` names the school), `BIOS`, `CPUS`, `HARDWARE` and
/// `OPERATINGSYSTEM`; names of computers, people and programs are not.
public enum OCSComputers {
    /// How many files of a folder are read.
    static let filesLimit = 20_000
    private static let endings = [".ocs", ".xml"]

    /// Whether a path is a file that is called like an inventory, or a folder, which is read for such files.
    public static func areIn(_ path: String) -> Bool { isFolder(path) || isNamedSo(path) }

    /// Of one file, or of all in a folder that are called so.
    /// - Parameter school: for computers without a tag.
    /// - Throws: `ImportFailure`.
    public static func computers(
        at path: String, school: String? = nil, marks: ComputerMarks
    ) throws -> TableContent<RegisteredComputer> {
        guard isFolder(path) else {
            return try computers(in: [path], of: path, school: school, marks: marks, read: TableFile.data)
        }
        return try computers(in: files(of: path), of: path, school: school, marks: marks) { name in
            try TableFile.data(path + "/" + name)
        }
    }

    private static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }

    private static func isNamedSo(_ path: String) -> Bool { endings.contains { path.lowercased().hasSuffix($0) } }

    private static func files(of folder: String) throws -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let files = names.filter(isNamedSo).sorted()
        guard !files.isEmpty, files.count <= filesLimit else {
            let message =
                files.isEmpty
                ? "has no file that ends in .ocs or .xml, or cannot be read" : "has more than \(filesLimit) inventories"
            throw ImportFailure(file: folder, problems: [.init(.file, message: message)])
        }
        return files
    }

    /// - Parameters:
    ///   - files: one after another, so that no more than one lies in memory.
    ///   - whole: what is imported, for messages.
    static func computers(
        in files: [String], of whole: String, school: String?, marks: ComputerMarks, read: (String) throws -> Data
    ) throws -> TableContent<RegisteredComputer> {
        var listed: [ListedComputer] = []
        var problems: [ImportFailure.Problem] = []
        for file in files where problems.count < ImportFailure.problemLimit {
            let name = file == whole ? "" : "\(file): "
            do {
                let inventory = try OCSInventory(read(file), file: file)
                if let school = inventory.school ?? school {
                    listed.append(inventory.listed(at: school))
                } else {
                    problems.append(.init(.file, message: name + "has no TAG that names its school; give --school"))
                }
            } catch let fault as XMLReader.Fault {
                problems.append(.init(.file, message: "\(name)line \(fault.line) \(fault.message)"))
            }
        }
        guard problems.isEmpty else { throw ImportFailure(file: whole, problems: problems) }
        let known = marks.told(apart: listed).filter { $0.label ?? $0.serialHash ?? $0.uuidHash != nil }
        return TableContent(
            values: known, places: [], ignoredColumns: [],
            warnings: ComputerMarks.warnings(leftOut: listed.count - known.count))
    }
}
