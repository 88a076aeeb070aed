import Foundation
import Glibc
import Outbox
import Reports
import Synchronization
import Testing

@testable import Agent

/// What a service's user may plant in its directory for root to follow.
@Suite(.timeLimit(.minutes(1)))
struct PlantedLinkTests {
    private let directory: TemporaryDirectory
    private let victim: String

    init() throws {
        directory = try TemporaryDirectory()
        victim = directory.file("victim")
        try Data("root's".utf8).write(to: URL(filePath: victim))
        try FileManager.default.createDirectory(atPath: directory.file("state"), withIntermediateDirectories: true)
    }

    private func plant(_ name: String) throws {
        try FileManager.default.createSymbolicLink(
            atPath: directory.file("state/\(name)"), withDestinationPath: victim)
    }

    private var content: String { get throws { try String(contentsOfFile: victim, encoding: .utf8) } }

    @Test(arguments: ["key", "lock", "outbox.sqlite"])
    func aLinkStopsTheStart(name: String) throws {
        if name == "outbox.sqlite" { try FileManager.default.removeItem(atPath: victim) }
        try plant(name)
        #expect(throws: (any Error).self) { try AgentCore.make(in: directory) }
        if name == "outbox.sqlite" {
            #expect(!FileManager.default.fileExists(atPath: victim), "a database was made where the link leads")
        } else {
            #expect(try content == "root's")
        }
    }

    @Test(arguments: ["outbox.sqlite-wal", "outbox.sqlite-shm", "outbox.sqlite-reserve"])
    func aLinkInPlaceOfASideFileIsNotFollowed(name: String) throws {
        try plant(name)
        // Whether it starts or not: nothing goes through the link.
        if let core = try? AgentCore.make(in: directory) { try? core.outbox.record(lineTest: Sample.lineTest("1")) }
        #expect(try content == "root's")
    }

    @Test(arguments: ["standing.json", "gateways.json", "settings.json", "trust.json", "origin.json"])
    func aFileIsPutInTheLinksPlace(name: String) throws {
        try plant(name)
        let path = directory.file("state/\(name)")
        #expect(throws: StateFailure.self) { try PrivateFile.read(path) }
        try PrivateFile.write(Data("ours".utf8), to: path)
        #expect(try content == "root's")
        #expect(try PrivateFile.read(path) == Data("ours".utf8))
    }

    @Test func aPipeMakesNobodyWait() async throws {
        let path = directory.file("state/settings.json")
        try #require(mkfifo(path, 0o600) == 0)
        // On a thread of its own: a limit ends a task, and no call that waits.
        let (contents, ended) = AsyncStream.makeStream(of: Data?.self)
        Thread.detachNewThread {
            ended.yield(try? PrivateFile.read(path))
            ended.finish()
        }
        var content: Data?
        for await read in contents { content = read }
        #expect(content == Data())
    }

    /// What an administrator put there may be a link, as configuration tools make them.
    @Test func anAdministratorsFilesMayBeLinks() throws {
        let list = directory.file("platforms.conf")
        try Data("PARTA_LOG_LEVEL=debug\n".utf8).write(to: URL(filePath: victim))
        try FileManager.default.createSymbolicLink(atPath: directory.file("agent.env"), withDestinationPath: victim)
        let environment = EnvironmentFile(path: directory.file("agent.env"))
        #expect(environment.values["PARTA_LOG_LEVEL"] == "debug" && !environment.isHidden)
        try Data().write(to: URL(filePath: directory.file("list")))
        try FileManager.default.createSymbolicLink(atPath: list, withDestinationPath: directory.file("list"))
        #expect(try LineSource.platforms(inFile: list) { _ in } == [])
        var complaints: [String] = []
        _ = LineTestOptions(environment: ["PARTA_PLATFORMS": list]) { complaints.append($0) }
        #expect(!complaints.contains { $0.contains("no platform is tried") }, "\(complaints)")
    }

    /// As systemd lays out the state of a dynamic user: the directory itself may be a link, its files may not.
    @Test func theDirectoryMayBeALink() throws {
        try FileManager.default.createSymbolicLink(
            atPath: directory.file("linked"), withDestinationPath: directory.file("state"))
        let core = try AgentCore.make(in: directory, named: "linked")
        try core.outbox.record(lineTest: Sample.lineTest("1"))
        #expect(try AgentStatus.read(stateDirectory: directory.file("linked")).outbox?.unsealedLineTests == 1)
    }

    /// Two services of one process write the same file: each puts a whole one in place, and no leftover stays.
    @Test func writersOfOneFileDoNotMeet() throws {
        let path = directory.file("state/gateways.json")
        let failures = Mutex<[String]>([])
        let contents = (0..<8).map { Data(repeating: UInt8(ascii: "a") + UInt8($0), count: 20_000) }
        DispatchQueue.concurrentPerform(iterations: 8) { writer in
            for _ in 0..<20 {
                do {
                    try PrivateFile.write(contents[writer], to: path)
                } catch {
                    failures.withLock { $0.append("\(error)") }
                }
            }
        }
        #expect(failures.withLock { $0 } == [])
        #expect(contents.contains(try #require(try PrivateFile.read(path))))
        for leftover in ["key.new", "key.new-3f9a"] {
            try Data().write(to: URL(filePath: directory.file("state/\(leftover)")))
        }
        _ = try StateDirectory(path: directory.file("state"))
        let names = try FileManager.default.contentsOfDirectory(atPath: directory.file("state"))
        #expect(Set(names) == ["gateways.json", "lock"])
    }
}
