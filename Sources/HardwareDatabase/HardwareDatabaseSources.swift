internal import FoundationEssentials

/// The hwdb text files that are in force, in the order in which they count: the last one that speaks wins.
///
/// Directories come from general (ours) to special (the technician's `/etc/parta/hwdb.d`): a file of a later directory
/// wins over every file of an earlier one, whatever their numbers, and one of the same name replaces it altogether (an
/// empty one switches it off). Within a directory the order is that of the names.
public struct HardwareDatabaseSources: Sendable, Equatable {
    public struct File: Sendable, Equatable {
        public let path: String
        /// The name under which the file is compiled: sorts as the file counts.
        let stagedName: String
    }

    public let directories: [String]
    public let files: [File]

    /// Looks into `directories` now; one that is missing holds nothing.
    public init(directories: [String]) {
        self.directories = directories
        var paths: [String: (rank: Int, path: String)] = [:]
        for (rank, directory) in directories.enumerated() {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
            for name in names where name.hasSuffix(".hwdb") && !name.hasPrefix(".") {
                paths[name] = (rank, "\(directory)/\(name)")
            }
        }
        files = paths.map { name, place in
            let rank = place.rank < 10 ? "0\(place.rank)" : "\(place.rank)"
            return File(path: place.path, stagedName: "\(rank)-\(name)")
        }
        .sorted { $0.stagedName.utf8.lexicographicallyPrecedes($1.stagedName.utf8) }
    }
}
