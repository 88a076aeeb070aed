import Foundation
import Outbox
import Presentation
import Reports
import Testing

@testable import Agent

@Suite("Sealing a disk image")
struct ImageSealTests {
    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    private var state: String { directory.file("state") }
    private var enrollment: String { directory.file("enrollment") }

    private var seal: ImageSeal {
        ImageSeal(
            paths: AgentPaths(state: state, enrollmentFile: enrollment, environment: [:]),
            machineID: directory.file("machine-id"), privateState: nil)
    }

    private func write(_ text: String, to path: String) throws {
        try Data(text.utf8).write(to: URL(filePath: path))
    }

    /// What lies in the state, without the companions that SQLite may leave where somebody only looks.
    private func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: state).filter {
            !$0.hasSuffix("-wal") && !$0.hasSuffix("-shm")
        }
        .sorted()
    }

    /// A state with everything that an agent leaves, and nothing undelivered.
    private func prepare() throws {
        let held = try StateDirectory(path: state)
        _ = try held.signingKey()
        _ = try Outbox(path: held.outboxPath)
        for name in ["enrollment.json", "machine.json", "settings.json", "trust.json", "key-of-x", "unheard-of"] {
            try write("{}", to: "\(state)/\(name)")
        }
        try FileManager.default.createDirectory(atPath: "\(state)/hwdb.d", withIntermediateDirectories: true)
        try write("x", to: "\(state)/hwdb.d/a.hwdb")
        // What a link leads to is not of this computer.
        try write("kept", to: directory.file("elsewhere"))
        try FileManager.default.createSymbolicLink(
            atPath: "\(state)/link", withDestinationPath: directory.file("elsewhere"))
        let code = EnrollmentCode(regionKey: SigningKey().publicKey, secret: Data(repeating: 1, count: 7))
        try EnrollmentFile(server: ServerAddress("https://parta.example:8443"), code: code, label: "INV-1")
            .write(to: enrollment)
        try write("0123456789abcdef0123456789abcdef\n", to: directory.file("machine-id"))
    }

    @Test("everything of this computer goes, the enrolment file and the region's statement stay; twice is once")
    func seals() throws {
        try prepare()
        let before = try names()
        let dry = try seal.seal(isDry: true, discarding: false, keepingEnrollment: true)
        #expect(try names() == before)
        let lines = try seal.seal(isDry: false, discarding: false, keepingEnrollment: true)
        #expect(Set(lines.map(\.path)).isSuperset(of: dry.map(\.path)))
        #expect(try names() == ["trust.json"])
        #expect(FileManager.default.fileExists(atPath: directory.file("elsewhere")))
        let removed = Set(lines.filter { $0.action == .removed }.map { URL(filePath: $0.path).lastPathComponent })
            .filter { !$0.hasSuffix("-wal") && !$0.hasSuffix("-shm") }
        #expect(removed == Set(before).subtracting(["trust.json", "lock"]))
        let warnings = lines.filter { $0.action == .warning }.map(\.what)
        #expect(warnings.count == 2 && warnings[0].contains("INV-1") && warnings[1].contains("truncate -s 0"))
        let again = try seal.seal(isDry: false, discarding: false, keepingEnrollment: true)
        #expect(again == lines.filter { $0.action != .removed })
    }

    @Test("an id that the first boot makes is no twin", arguments: ["", "uninitialized\n"])
    func machineID(_ text: String) throws {
        try prepare()
        try write(text, to: directory.file("machine-id"))
        let lines = try seal.seal(isDry: true, discarding: false, keepingEnrollment: true)
        #expect(!lines.contains { $0.path.hasSuffix("machine-id") })
    }

    @Test("the enrolment file goes where it is asked for")
    func withoutEnrollment() throws {
        try prepare()
        _ = try seal.seal(isDry: false, discarding: false, keepingEnrollment: false)
        #expect(!FileManager.default.fileExists(atPath: enrollment))
    }

    @Test("a running agent's state is not touched")
    func running() throws {
        try prepare()
        let held = try StateDirectory(path: state)
        let before = try names()
        let failure = #expect(throws: StateFailure.self) {
            try seal.seal(isDry: false, discarding: true, keepingEnrollment: true)
        }
        #expect(failure?.description.contains("systemctl stop parta-agent") == true)
        #expect(try names() == before)
        withExtendedLifetime(held) {}
    }

    @Test("what is not delivered is counted and kept, until somebody says otherwise")
    func undelivered() throws {
        try prepare()
        try write("no database", to: "\(state)/outbox.sqlite")
        let before = try names()
        let failure = #expect(throws: SealFailure.self) {
            try seal.seal(isDry: false, discarding: false, keepingEnrollment: true)
        }
        #expect(failure?.exitStatus == .badData)
        #expect(try names() == before)
        _ = try seal.seal(isDry: false, discarding: true, keepingEnrollment: true)
        #expect(try names() == ["trust.json"])
        #expect(
            SealFailure.undelivered(reports: 1, records: 12).description.hasPrefix("1 report and 12 records of devices")
        )
    }

    @Test("a computer on which no agent ever ran has nothing to seal")
    func empty() throws {
        let lines = try seal.seal(isDry: false, discarding: false, keepingEnrollment: true)
        #expect(lines.map(\.action) == [.warning])
        #expect(!FileManager.default.fileExists(atPath: state))
    }
}
