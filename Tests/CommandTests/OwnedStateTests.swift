import Foundation
import Glibc
import Testing

/// Commands of root on a state that belongs to the service's user.
@Suite(.timeLimit(.minutes(2)), .enabled(if: geteuid() == 0, "only root can act for another user"))
struct OwnedStateTests {
    /// As Debian numbers `nobody`.
    private static let user = uid_t(65_534)

    private let region: Region
    private let state: String

    /// An agent of a school without a network, whose state belongs to the user.
    init() async throws {
        region = try Region()
        state = region.path("agent-pc")
        try Data("id,name_en,country\nT-1,Test school,Kazakhstan\n".utf8)
            .write(to: region.folder.appending(path: "schools.csv"))
        try await region.parta("import", "schools", region.path("schools.csv"))
        let made = try await region.parta(
            "enrollment", "new", "--school", "T-1", "--offline", region.path("enrollment-pc"))
        try #require(made.exit == 0, "\(made.errors)")
        let once = try await region.agent("once", "pc")
        try #require(once.exit == 0, "\(once.errors)")
        // The user has to reach it.
        try #require(chmod(region.folder.path(percentEncoded: false), 0o755) == 0)
        try #require(chown(state, Self.user, Self.user) == 0)
        for name in try names { try #require(chown("\(state)/\(name)", Self.user, Self.user) == 0) }
    }

    private var names: [String] { get throws { try FileManager.default.contentsOfDirectory(atPath: state) } }

    @Test func whatRootWritesThereIsTheUsers() async throws {
        // To be made anew by the command.
        try FileManager.default.removeItem(atPath: "\(state)/outbox.sqlite-reserve")
        let target = region.path("stick.bundle")
        let result = try await region.agent("export", "pc", target)
        #expect(result.exit == 0, "\(result.errors)")
        #expect(try names.contains("outbox.sqlite-reserve"))
        for name in try names { #expect(try owner(of: "\(state)/\(name)") == Int(Self.user), "\(name)") }
        // The file itself is whose command it was.
        #expect(try owner(of: target) == 0)
    }

    private func owner(of path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.ownerAccountID] as? Int
    }

    /// Where the user cannot write, root does not write for it: not through a link, nor past a directory's owner.
    @Test(arguments: ["outbox.sqlite", "outbox.sqlite-reserve", "lock"])
    func aPlantedLinkLeadsNowhere(name: String) async throws {
        let folder = region.path("roots")
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        let victim = "\(folder)/victim"
        try Data("root's".utf8).write(to: URL(filePath: victim))
        try FileManager.default.removeItem(atPath: "\(state)/\(name)")
        try FileManager.default.createSymbolicLink(atPath: "\(state)/\(name)", withDestinationPath: victim)
        let result = try await region.agent("export", "pc", region.path("stick.bundle"))
        #expect(try String(contentsOfFile: victim, encoding: .utf8) == "root's")
        #expect((result.exit == 0) == (name == "outbox.sqlite-reserve"), "\(result.errors)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["victim"])
    }

    /// A slip of the pen in the file stops no agent that is enrolled already.
    @Test func onceGoesOnWithTheEnrolmentThatIsThere() async throws {
        try Data("PARTA_SERVER=nonsense\n".utf8).write(to: URL(filePath: region.path("enrollment-pc")))
        let result = try await region.agent("once", "pc")
        #expect(result.exit == 0 && result.output.contains("scanned"), "\(result.errors)")
        #expect(result.errors.contains("the enrolment file is passed over"))
        let fresh = try await Program.agent.run(
            ["once", "--state", region.path("fresh"), "--enrollment-file", region.path("enrollment-pc")],
            environment: region.environment)
        #expect(fresh.exit == 65, "who is not enrolled is told what is wrong: \(fresh.errors)")
    }
}
