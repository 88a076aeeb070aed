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
        try own()
        // As systemd lays it out: behind a directory that only root may pass.
        let hidden = region.path("private")
        try FileManager.default.createDirectory(
            atPath: hidden, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        try FileManager.default.moveItem(atPath: state, toPath: "\(hidden)/agent-pc")
        try FileManager.default.createSymbolicLink(atPath: state, withDestinationPath: "private/agent-pc")
        try #require(chmod(region.folder.path(percentEncoded: false), 0o755) == 0)
    }

    private func own() throws {
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

    /// A name without a directory is one of where the command was given.
    @Test func aFileIsWrittenWhereTheCommandWasGiven() async throws {
        let command =
            "cd '\(region.path("private"))' && exec '\(Program.agent.path.path(percentEncoded: false))' \"$@\""
        let shell = Foundation.Process()
        shell.executableURL = URL(filePath: "/bin/sh")
        shell.arguments = ["-c", command, "sh", "export", "stick.bundle"] + region.agentOptions("pc")
        shell.environment = ProcessInfo.processInfo.environment.merging(region.environment) { $1 }
        shell.standardError = FileHandle.nullDevice
        try shell.run()
        shell.waitUntilExit()
        #expect(shell.terminationStatus == 0)
        #expect(try owner(of: region.path("private/stick.bundle")) == 0)
        let result = try await region.agent("acknowledge", "pc", region.path("private/stick.bundle"))
        #expect(result.exit == 65 && result.errors.contains("holds nothing"), "\(result.errors)")
    }

    /// A round by hand leaves the state as the service's rounds leave it, and tells of the machine what root may see.
    @Test func aRoundOfRootIsTheUsersToo() async throws {
        try FileManager.default.removeItem(atPath: "\(state)/outbox.sqlite-reserve")
        // Only root reads what a technician was given.
        try #require(chmod(region.path("enrollment-pc"), 0o600) == 0)
        let result = try await region.agent("once", "pc")
        #expect(result.exit == 0 && result.output.contains("scanned"), "\(result.errors)")
        #expect(try names.contains("outbox.sqlite-reserve"))
        for name in try names { #expect(try owner(of: "\(state)/\(name)") == Int(Self.user), "\(name)") }
    }

    /// What is damaged is told of by the name that people know.
    @Test func aDamagedOutboxIsToldByItsName() async throws {
        try Data(repeating: 0x5a, count: 8_192).write(to: URL(filePath: "\(state)/outbox.sqlite"))
        try own()
        let result = try await region.agent("once", "pc")
        #expect(result.exit == 0, "\(result.errors)")
        #expect(result.errors.contains("\(state)/outbox.sqlite.corrupt-1"), "\(result.errors)")
        let status = try await region.agent("status", "pc")
        #expect(!(result.errors + status.output).contains("/proc/"), "\(status.output)")
    }

    /// What only a group of root's may open is not opened for the user.
    @Test func theGroupsOfRootAreLaidDownToo() async throws {
        let administrators = gid_t(4)
        for name in try names where name.hasPrefix("outbox.sqlite") {
            try #require(chown("\(state)/\(name)", 0, administrators) == 0)
            try #require(chmod("\(state)/\(name)", 0o660) == 0)
        }
        let result = try await Program.agent.run(
            ["export"] + region.agentOptions("pc") + [region.path("stick.bundle")], environment: region.environment,
            through: ["setpriv", "--groups", "\(administrators)"])
        #expect(result.exit == 77, "\(result.errors)")
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
