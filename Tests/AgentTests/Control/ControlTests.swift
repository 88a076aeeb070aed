import Foundation
import Glibc
import Logging
import NIOCore
import NIOPosix
import Outbox
import Presentation
import Reports
import ServiceLifecycle
import Synchronization
import Testing

@testable import Agent

/// The running agent, asked over its socket.
@Suite("The control socket", .timeLimit(.minutes(1)))
struct ControlTests {
    private let directory: TemporaryDirectory
    private let region = SigningKey()
    private let sealing = SealingKey()

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func serving(_ body: (ControlClient, AgentCore) async throws -> Void) async throws {
        let core = try AgentCore.make(in: directory)
        let (region, sealing) = (region.publicKey, sealing.publicKey)
        let hooks = BundleHooks(region: { region }, sealingKey: { sealing })
        let bell = Doorbell(on: core.group.next())
        let path = directory.file("control")
        let service = ControlService(
            desk: ControlDesk(core: core, hooks: hooks), path: path, group: core.group, bell: bell,
            logger: Logger(label: "test"))
        async let served: Void = service.run()
        let client = ControlClient(path: path)
        while try await Self.ask(client, ControlRequest(.status)) == nil { await Task.yield() }
        do {
            try await body(client, core)
        } catch {
            bell.close()
            throw error
        }
        bell.close()
        try await served
    }

    /// Off the tests' own threads: the client blocks.
    private static func ask(
        _ client: ControlClient, _ request: ControlRequest, _ write: @escaping @Sendable (Data) -> Void = { _ in }
    ) async throws -> ControlResult? {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(with: Result { try client.ask(request, write: write) })
            }
        }
    }

    @Test("an export comes through whole")
    func exports() async throws {
        try await serving { client, core in
            try core.outbox.record(lineTest: Sample.lineTest("1"))
            let file = Mutex(Data())
            let pieces = Mutex(0)
            let result = try await Self.ask(client, ControlRequest(.export)) { piece in
                file.withLock { $0 += piece }
                pieces.withLock { $0 += 1 }
            }
            #expect(result?.reports == 1 && result?.agent == core.agent)
            var reader = BundleReader { [sealing] _ in sealing }
            let items = try reader.read(file.withLock { $0 })
            try reader.finish()
            #expect(items.count == 2 && pieces.withLock { $0 } > 0)
            #expect(try core.outbox.status().pending == 1)
        }
    }

    @Test("the socket is its owner's alone, and goes with the service")
    func mode() async throws {
        try await serving { _, _ in
            let mode = try directory.mode("control")
            #expect(mode == 0o600)
        }
        #expect(try ControlClient(path: directory.file("control")).ask(ControlRequest(.status)) == nil)
    }

    @Test("a refusal says what and why")
    func refuses() async throws {
        try await serving { client, core in
            let sealed = try Envelope.seal(["x"], kind: .acknowledgement, with: SigningKey()).text
            let failure = await #expect(throws: ControlFailure.self) {
                _ = try await Self.ask(client, ControlRequest(.acknowledge, envelope: sealed))
            }
            #expect(failure?.exitStatus == .badData)
            #expect(failure?.description == BundleRefusal.foreign.description)
        }
    }

    @Test("root and the agent's own user are heard, nobody else", arguments: [(0, true), (990, true), (991, false)])
    func peers(user: UInt32, isTrusted: Bool) {
        #expect(PeerCredentials(process: 1, user: user, group: 0).isTrusted(by: 990) == isTrusted)
    }
}

@Suite("Export files")
struct ExportFileTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func write(_ text: String, to path: String) throws -> String {
        let file = try ExportFile(path: path, name: "a.bundle", mark: "PARTA-BUNDLE ")
        let written = file.path
        try file.write(Data(text.utf8))
        try file.place()
        return written
    }

    @Test("a directory gets the file's own name, and an older bundle is replaced")
    func places() throws {
        for text in ["PARTA-BUNDLE 1", "PARTA-BUNDLE 1 again"] {
            let path = try write(text, to: directory.path)
            #expect(path == directory.file("a.bundle"))
            #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == ["a.bundle"])
    }

    @Test("what is something else is left alone", arguments: ["a letter", "", "PARTA-BUND"])
    func leavesOthers(content: String) throws {
        try Data(content.utf8).write(to: URL(filePath: directory.file("letter")))
        let failure = #expect(throws: ExportFailure.self) { try write("x", to: directory.file("letter")) }
        #expect(failure?.exitStatus == .cannotCreate)
        #expect(try String(contentsOfFile: directory.file("letter"), encoding: .utf8) == content)
    }

    @Test("a device is no file, a missing place is said", arguments: ["/dev/full", "/nowhere/x.bundle"])
    func refuses(path: String) throws {
        let failure = #expect(throws: ExportFailure.self) { try write("x", to: path) }
        #expect(failure?.exitStatus == .cannotCreate)
    }

    @Test("what is not placed leaves nothing behind")
    func cleans() throws {
        do {
            let file = try ExportFile(path: directory.path, name: "a.bundle", mark: "x")
            try file.write(Data("half".utf8))
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == [])
    }
}
