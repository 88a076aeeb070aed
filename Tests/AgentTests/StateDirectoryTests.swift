import Foundation
import Glibc
import Presentation
import Reports
import Testing

@testable import Agent

struct StateDirectoryTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    @Test func isPrivate() throws {
        let state = try StateDirectory(path: directory.file("a/b/state"))
        let key = try state.signingKey()
        for name in ["a", "a/b", "a/b/state"] { #expect(try directory.mode(name) == 0o700, "\(name)") }
        for name in ["lock", "key"] { #expect(try directory.mode("a/b/state/\(name)") == 0o600, "\(name)") }
        #expect(try state.signingKey().rawRepresentation == key.rawRepresentation)
        #expect(try FileManager.default.contentsOfDirectory(atPath: state.path).sorted() == ["key", "lock"])
    }

    @Test func oneProcessAtATime() throws {
        let path = directory.file("state")
        #expect(try StateDirectory.holder(of: path) == nil)
        var state: StateDirectory? = try StateDirectory(path: path)
        let failure = #expect(throws: StateFailure.self) { try StateDirectory(path: path) }
        #expect(failure?.code == .held(by: getpid()))
        #expect(failure?.description.contains("process \(getpid())") == true)
        #expect(failure?.exitStatus == .cannotCreate)
        #expect(try StateDirectory.holder(of: path) == getpid())
        #expect(state?.path == path)
        state = nil
        #expect(try StateDirectory.holder(of: path) == nil)
        #expect(throws: Never.self) { try StateDirectory(path: path) }
    }

    @Test(arguments: [0, 31, 33, 5_000])
    func aDamagedKeyIsNeverReplaced(bytes: Int) throws {
        let state = try StateDirectory(path: directory.file("state"))
        let content = Data(repeating: 1, count: bytes)
        try content.write(to: URL(filePath: directory.file("state/key")))
        let failure = #expect(throws: StateFailure.self) { try state.signingKey() }
        #expect(failure?.code == .damaged)
        #expect(failure?.description.contains("state/key") == true)
        #expect(try Data(contentsOf: URL(filePath: directory.file("state/key"))) == content)
    }

    @Test func aDamagedEnrollmentIsNamed() throws {
        let state = try StateDirectory(path: directory.file("state"))
        #expect(try state.enrollment() == nil)
        try Data("{".utf8).write(to: URL(filePath: directory.file("state/enrollment.json")))
        let failure = #expect(throws: StateFailure.self) { try state.enrollment() }
        #expect(failure?.code == .damaged)
        #expect(failure?.exitStatus == .badData)
    }

    @Test func aFileInTheWayIsNamed() throws {
        try Data().write(to: URL(filePath: directory.file("state")))
        let failure = #expect(throws: StateFailure.self) { try StateDirectory(path: directory.file("state")) }
        #expect(failure?.description.contains(directory.file("state")) == true)
        let below = #expect(throws: StateFailure.self) { try StateDirectory(path: directory.file("state/below")) }
        #expect(below?.description.contains("state/below") == true)
    }

    /// Root may read anything, so the process becomes somebody else; it is a process of its own.
    @Test func anotherUsersDirectoryIsNamed() async {
        await #expect(processExitsWith: .success) {
            var template = Array("/tmp/parta-state-XXXXXX".utf8CString)
            let path = try #require(mkdtemp(&template).map { String(cString: $0) })
            defer { rmdir(path) }
            chmod(path, 0o000)
            if getuid() == 0 { #expect(seteuid(65_534) == 0) }
            let failure = #expect(throws: StateFailure.self) { try StateDirectory(path: path) }
            #expect(failure?.code == .notPermitted)
            #expect(failure?.exitStatus == .noPermission)
            #expect(failure?.description.contains(path) == true)
            _ = seteuid(getuid())
        }
    }

    @Test func aFileIsReplacedWholeOrNotAtAll() throws {
        let path = directory.file("file")
        try PrivateFile.write(Data("old".utf8), to: path)
        // What a power cut left of an earlier attempt is in nobody's way.
        try Data("torn".utf8).write(to: URL(filePath: path + ".new"))
        try PrivateFile.write(Data("new".utf8), to: path)
        #expect(try PrivateFile.read(path) == Data("new".utf8))
        _ = try StateDirectory(path: directory.path)
        #expect(!FileManager.default.fileExists(atPath: path + ".new"))
        let failure = #expect(throws: StateFailure.self) {
            try PrivateFile.write(Data("x".utf8), to: directory.file("nowhere/file"))
        }
        #expect(failure?.description.contains("nowhere/file") == true)
    }
}
