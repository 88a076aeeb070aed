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

    /// Writes the acknowledgements where they were asked for, else beside the first bundle under a name that is free: what
    /// answers an earlier import is not replaced.
    /// - Returns: the path.
    /// - Throws: `CommandFailure`.
    static func write(_ data: Data, to path: String?, beside bundle: String, now: Date) throws -> String {
        let target = path ?? free(in: URL(filePath: bundle).deletingLastPathComponent(), now: now)
        do {
            try data.write(to: URL(filePath: target), options: .atomic)
        } catch {
            throw CommandFailure(
                .cannotCreate,
                "the reports were taken, but the acknowledgements cannot be written to \(target) "
                    + "(\(error.localizedDescription)); import again with --acknowledgements FILE, nothing counts twice"
            )
        }
        return target
    }

    private static func free(in folder: URL, now: Date) -> String {
        let day = String(now.ISO8601Format().prefix(10))
        var name = "parta-\(day).ack"
        var number = 2
        while FileManager.default.fileExists(atPath: folder.appending(path: name).path(percentEncoded: false)) {
            name = "parta-\(day)-\(number).ack"
            number += 1
        }
        return folder.appending(path: name).path(percentEncoded: false)
    }
}
