import FoundationEssentials
import Glibc
import HardwareDatabase

/// Source directories and a place for the database, gone with the test.
final class Workshop: Sendable {
    let path: String

    init() throws {
        var template = Array("/tmp/parta-hwdb-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw CocoaError(.fileWriteUnknown) }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        for folder in ["ours", "local", "state"] {
            try FileManager.default.createDirectory(atPath: "\(path)/\(folder)", withIntermediateDirectories: true)
        }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var directories: [String] { ["\(path)/ours", "\(path)/local"] }
    var database: String { "\(path)/state/hwdb.bin" }
    var compiler: HardwareDatabaseCompiler { HardwareDatabaseCompiler(directories: directories, database: database) }

    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: URL(filePath: "\(path)/\(name)"))
    }

    func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: "\(path)/\(name)") }

    func content(of name: String) throws -> Data { try Data(contentsOf: URL(filePath: "\(path)/\(name)")) }
}
