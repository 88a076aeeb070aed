import Foundation
import Glibc
import Testing

/// A machine on which the aggregator is installed: a database directory of an account without rights, and files that only
/// root may open. Wants root, as whom the suites run.
struct InstalledMachine {
    static let isRoot = geteuid() == 0
    /// nobody's, of every Debian.
    static let account: NSNumber = 65_534

    let region: Region

    init() throws {
        region = try Region()
        let folders = FileManager.default
        // The account finds its way in.
        try folders.setAttributes([.posixPermissions: 0o711], ofItemAtPath: region.folder.path(percentEncoded: false))
        for (name, owner) in [("service", Self.account), ("root", 0)] {
            try folders.createDirectory(
                atPath: region.path(name), withIntermediateDirectories: false,
                attributes: [.posixPermissions: 0o700, .ownerAccountID: owner, .groupOwnerAccountID: owner])
        }
    }

    func path(_ name: String) -> String { region.path(name) }

    /// As root types it.
    func parta(_ arguments: String..., through wrapper: [String] = []) async throws -> Program.Result {
        try await run(arguments, through: wrapper)
    }

    func run(_ arguments: [String], through wrapper: [String] = []) async throws -> Program.Result {
        try await Program.parta.run(
            arguments, environment: ["PARTA_DATABASE": "sqlite:\(path("service/parta.sqlite"))", "SUDO_USER": ""],
            through: wrapper)
    }

    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: URL(filePath: path(name)))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path(name))
    }

    /// The owners of a directory's files, by name.
    func owners(in name: String) throws -> [String: NSNumber] {
        var owners: [String: NSNumber] = [:]
        for file in try FileManager.default.contentsOfDirectory(atPath: path(name)) {
            let attributes = try FileManager.default.attributesOfItem(atPath: path("\(name)/\(file)"))
            owners[file] = attributes[.ownerAccountID] as? NSNumber
        }
        return owners
    }

    func mode(of name: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path(name))[.posixPermissions] as? Int
    }
}
