internal import Foundation
internal import Presentation

/// The files that an import of bundles reads and writes.
struct BundleFiles {
    /// In the order given; those of a directory in the order of their names.
    let paths: [String]

    /// - Throws: `CommandFailure` for a directory that cannot be read.
    init(_ arguments: [String]) throws {
        var paths: [String] = []
        for argument in arguments {
            var isDirectory: ObjCBool = false
            guard FileManager.default.fileExists(atPath: argument, isDirectory: &isDirectory), isDirectory.boolValue
            else {
                paths.append(argument)
                continue
            }
            guard let names = try? FileManager.default.contentsOfDirectory(atPath: argument) else {
                throw CommandFailure(.badData, "cannot read \(argument): check who may read it")
            }
            paths += names.filter { $0.hasSuffix(".bundle") && !$0.hasPrefix(".") }.sorted()
                .map { URL(filePath: argument).appending(path: $0).path(percentEncoded: false) }
        }
        self.paths = paths
    }

    /// Opens them all, while root is still root; what cannot be opened is not among them.
    func opened() -> [String: FileHandle] {
        _ = OpenFiles.raiseLimit(to: paths.count + OpenFiles.reserve)
        return Dictionary(
            paths.compactMap { path in FileHandle(forReadingAtPath: path).map { (path, $0) } },
            uniquingKeysWith: { first, _ in first })
    }
}
