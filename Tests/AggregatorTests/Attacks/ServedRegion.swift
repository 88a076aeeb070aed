import Aggregator
import Foundation
import NIOCore
import NIOPosix
import RelationalStore
import Reports
import SQLiteStore
import Store
import Synchronization
import Testing

@testable import Agent

/// The real `parta serve` in a process of its own, which a test may kill, and its database, which a test may read.
final class ServedRegion: Sendable {
    /// Memory of a process, in kB, as the kernel accounts for it.
    struct Memory {
        var resident: Int
        /// The most it ever was.
        var peak: Int
    }

    private struct Running {
        var process: Foundation.Process?
        /// Kept over restarts, so that agents find the server again.
        var port = 0
        var said = ""
    }

    let folder: String
    let store: RelationalStore
    let region: RegionIdentity
    private let running = Mutex(Running())

    var port: Int { running.withLock { $0.port } }
    /// What it has said on standard error.
    var said: String { running.withLock { $0.said } }

    static let schools = ["T-1", "T-2"].map {
        School(id: $0, names: Names(en: $0), area: AreaPath(country: "Kazakhstan", region: "Aktobe"))
    }

    init() async throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "parta-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        store = try SQLiteStore.open(path: "\(folder)/parta.sqlite")
        region = try await RegionIdentity.load(from: store)
        _ = try await store.importSchools(Self.schools, dryRun: false)
    }

    deinit {
        if let process = running.withLock({ $0.process }) {
            process.terminate()
            process.waitUntilExit()
        }
        try? FileManager.default.removeItem(atPath: folder)
    }

    // MARK: The process

    /// The program lies beside the test bundle.
    private static let program: URL = {
        let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") }
        let executable = bundle ?? (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return URL(filePath: executable).deletingLastPathComponent().appending(path: "parta")
    }()

    /// Starts it where it was before, and waits until it says that it listens.
    func start(_ options: String...) async throws {
        let process = Foundation.Process()
        process.executableURL = Self.program
        process.arguments =
            [
                "serve", "--database", "sqlite:\(folder)/parta.sqlite", "--listen", "127.0.0.1:\(port)",
                "--ndt7-listen", "127.0.0.1:0",
            ] + options
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        let errors = Pipe()
        process.standardError = errors
        let (parts, heard) = AsyncStream<String>.makeStream()
        errors.fileHandleForReading.readabilityHandler = { [weak self] handle in
            let data = handle.availableData
            let part = String(decoding: data, as: UTF8.self)
            self?.running.withLock { $0.said += part }
            if data.isEmpty {
                handle.readabilityHandler = nil
                heard.finish()
            } else {
                heard.yield(part)
            }
        }
        try process.run()
        running.withLock { $0.process = process }
        var text = ""
        for await part in parts {
            text += part
            guard let address = text.firstMatch(of: #/reports at https?:\/\/127\.0\.0\.1:(\d+), /#),
                let port = Int(address.1)
            else { continue }
            running.withLock { $0.port = port }
            return
        }
        Issue.record("the aggregator said: \(text)")
    }

    /// Ends it as a power cut ends a program, from any thread; `reap` waits for it.
    func kill() {
        running.withLock { running in
            guard let process = running.process else { return }
            _ = Foundation.kill(process.processIdentifier, SIGKILL)
        }
    }

    func reap() throws {
        try #require(running.withLock { $0.process.take() }).waitUntilExit()
    }

    func memory() throws -> Memory {
        let id = try #require(running.withLock { $0.process?.processIdentifier })
        let status = try String(contentsOfFile: "/proc/\(id)/status", encoding: .utf8)
        func kilobytes(_ name: String) throws -> Int {
            let line = status.split(separator: "\n").first { $0.hasPrefix("\(name):") }
            return try #require(line?.split(separator: " ").dropFirst().first.flatMap { Int($0) }, "\(status)")
        }
        return Memory(resident: try kilobytes("VmRSS"), peak: try kilobytes("VmHWM"))
    }

    // MARK: What a stranger and an agent do

    func post(_ path: String, _ body: String) async throws -> RawHTTP.Answer {
        try await RawHTTP.post(path, body, port: port)
    }

    func isWell() async throws -> Bool { try await RawHTTP.get("/healthz", port: port).status == 200 }

    func code(school: String = "T-1", uses: Int = 100) async throws -> EnrollmentCode {
        try await region.newEnrollment(
            school: school, room: "101", uses: uses, expected: nil, expiresAt: Date(timeIntervalSinceNow: 86_400),
            in: store, now: Date())
    }

    /// A key that the region has taken in, to sign with what an agent never would.
    func enrolledKey(school: String = "T-1") async throws -> (key: SigningKey, receipt: String) {
        let key = SigningKey()
        let request = EnrollmentRequest(
            publicKey: key.publicKey, secret: try await code(school: school).secret, room: nil, label: nil,
            agentVersion: "1")
        let answer = try await post("/v1/enroll", Envelope.seal(request, kind: .enrollment, with: key).text)
        try #require(answer.status == 200, "\(answer.body)")
        return (key, try answer.decoded(EnrollmentResponse.self).receipt)
    }

    /// The agent itself, without its senses.
    func agent(
        _ name: String, scheme: String = "http", clock: @escaping @Sendable () -> Date = { Date() }
    ) async throws -> AgentCore {
        let core = try AgentCore(
            state: StateDirectory(path: "\(folder)/\(name)"),
            clock: AgentClock {
                ObservedTime(bootID: name, monotonic: ProcessInfo.processInfo.systemUptime, wallClock: clock())
            },
            group: MultiThreadedEventLoopGroup.singleton, version: "1")
        try await core.enroll(
            with: EnrollmentFile(server: ServerAddress("\(scheme)://127.0.0.1:\(port)"), code: code()))
        return core
    }

    /// Every envelope that came after `position`, in its order.
    func held(after position: Int) async throws -> [StoredEnvelope] {
        var held: [StoredEnvelope] = []
        while true {
            let page = try await store.envelopes(
                after: held.last?.position ?? position, limit: 1_000, scope: .everything)
            guard !page.isEmpty else { return held }
            held += page
        }
    }
}
