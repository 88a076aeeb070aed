internal import FoundationEssentials
internal import Glibc
internal import Reports

/// The region's drop-ins for the hardware knowledge, as files that count between the installed ones and the technician's.
struct RegionKnowledge: Sendable {
    /// Nil where the region set none.
    var files: [KnowledgeFile]?
    /// In the state directory.
    var directory: String

    /// Makes the directory hold these files and no other.
    /// - Throws: `StateFailure`.
    func lay() throws {
        let wanted = (files ?? []).filter(\.hasGoodName)
        let known = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        for name in known where !wanted.contains(where: { $0.name == name }) {
            guard unlink("\(directory)/\(name)") == 0 || errno == ENOENT else {
                throw StateFailure(errno: errno, path: "\(directory)/\(name)", action: "cannot be removed")
            }
        }
        guard !wanted.isEmpty else { return }
        guard mkdir(directory, 0o700) == 0 || errno == EEXIST else {
            throw StateFailure(errno: errno, path: directory, action: "cannot be created")
        }
        for file in wanted {
            let path = "\(directory)/\(file.name)"
            let content = Data(file.text.utf8)
            // Unreadable is as good as different: it is written anew.
            if (try? PrivateFile.read(path)) == content { continue }
            try PrivateFile.write(content, to: path)
        }
    }
}
