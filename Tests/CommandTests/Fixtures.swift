import Foundation
import Glibc
import Testing

/// The recorded devices under `Tests/Fixtures/umockdev`, and the test beds they are played in.
enum Fixtures {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Fixtures/umockdev")
        .standardizedFileURL

    /// The names of all, without their ending.
    static func names() throws -> [String] {
        let ending = ".umockdev"
        return try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false))
            .filter { $0.hasSuffix(ending) }.map { String($0.dropLast(ending.count)) }.sorted()
    }

    static func recording(_ name: String) -> String {
        folder.appending(path: "\(name).umockdev").path(percentEncoded: false)
    }

    /// The words before a program that show it this recording in place of the computer's own devices.
    ///
    /// umockdev replaces /sys, yet not udev's database: on a computer with a running udevd the program is given a mount
    /// namespace in which /run/udev is empty, or names of real devices would stand on recorded ones.
    static func bed(_ recording: String) -> [String] {
        let bed = ["umockdev-run", "--device", recording, "--"]
        guard FileManager.default.fileExists(atPath: "/run/udev") else { return bed }
        let namespace = geteuid() == 0 ? ["--mount"] : ["--mount", "--map-root-user"]
        let hide = "mount -t tmpfs none /run/udev && exec \"$@\""
        return ["unshare"] + namespace + ["sh", "-c", hide, "sh"] + bed
    }
}

/// A scan by the real program, in a cache of its own, with our hardware knowledge and no technician's.
struct RecordedScan {
    let region: Region

    /// - Parameter region: whose folder the compiled hardware knowledge is kept in.
    init(in region: Region) { self.region = region }

    var environment: [String: String] {
        [
            "XDG_CACHE_HOME": region.path("cache"), "PARTA_HWDB": Region.hwdb,
            "PARTA_HWDB_OVERRIDES": region.path("overrides"),
        ]
    }

    func run(_ arguments: [String], on name: String) async throws -> Program.Result {
        try await run(arguments, recording: Fixtures.recording(name))
    }

    func run(_ arguments: [String], recording: String) async throws -> Program.Result {
        try await Program.agent.run(arguments, environment: environment, through: Fixtures.bed(recording))
    }
}
