internal import Foundation
internal import Presentation

/// A file that is to be taken in whole.
struct ImportFile {
    let path: String

    init(_ path: String) {
        self.path = path
    }

    /// A registry of a country's schools is a few megabytes; more is another kind of file.
    private static let limitBytes = 67_108_864

    /// - Throws: `CommandFailure` for one that cannot be read or is too large.
    func read() throws -> Data {
        Self.progress("reading \(path)")
        guard let handle = FileHandle(forReadingAtPath: path),
            let data = try? handle.read(upToCount: Self.limitBytes + 1) ?? Data()
        else { throw CommandFailure(.badData, "cannot read \(path): check the path and who may read it") }
        guard data.count <= Self.limitBytes else {
            throw CommandFailure(.badData, "\(path) is larger than 64 MiB: is it a list of the registry in CSV?")
        }
        return data
    }

    static func progress(_ line: String) {
        if Terminal.showsProgress { Terminal.progress(DisplayText.harmless(line)) }
    }
}
