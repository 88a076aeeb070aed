import Foundation
import Synchronization
import Testing

/// A region of its own in a temporary directory: a database, a running aggregator, agents.
final class Region: Sendable {
    private struct Running {
        var process: Foundation.Process?
        var log: Log?
        var reportsURL = ""
        var lineTestURL = ""
        /// Kept over restarts, so that agents find the aggregator again.
        var listen = "127.0.0.1:0"
        var listenForTests = "127.0.0.1:0"
    }

    let folder: URL
    private let running = Mutex(Running())

    var reportsURL: String { running.withLock { $0.reportsURL } }
    var lineTestURL: String { running.withLock { $0.lineTestURL } }

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "parta-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        running.withLock { running in
            running.process?.terminate()
            running.process?.waitUntilExit()
        }
        try? FileManager.default.removeItem(at: folder)
    }

    var environment: [String: String] {
        // Loopback is fast: a day's bytes would not do for a second test.
        [
            "PARTA_DATABASE": "sqlite:\(path("parta.sqlite"))", "PARTA_HWDB": Region.hwdb,
            "PARTA_MONTHLY_MB": "100000",
        ]
    }

    static let hwdb = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../hwdb.d").path()

    func path(_ name: String) -> String { folder.appending(path: name).path(percentEncoded: false) }

    @discardableResult
    func parta(_ arguments: String...) async throws -> Program.Result {
        try await Program.parta.run(arguments, environment: environment)
    }

    /// One agent per name: a state directory and an enrolment file each.
    func agent(_ command: String, _ name: String, _ arguments: String...) async throws -> Program.Result {
        try await Program.agent.run([command] + agentOptions(name) + arguments, environment: environment)
    }

    func agentOptions(_ name: String) -> [String] {
        ["--state", path("agent-\(name)"), "--enrollment-file", path("enrollment-\(name)")]
    }

    /// Imports one made-up school and enrols an agent there.
    func enroll(_ name: String) async throws {
        try Data("id,name_en,country,region,district\nT-1,Test school,Kazakhstan,Aktobe,Alga\n".utf8)
            .write(to: folder.appending(path: "schools.csv"))
        let imported = try await parta("import", "schools", path("schools.csv"))
        try #require(imported.exit == 0, "\(imported.errors)")
        let made = try await parta("enrollment", "new", "--school", "T-1")
        try #require(made.exit == 0, "\(made.errors)")
        let code = made.output.trimmingCharacters(in: .whitespacesAndNewlines)
        let enrolled = try await Program.agent.run(
            ["enroll", reportsURL, code, "--enrollment-file", path("enrollment-\(name)")], environment: environment)
        try #require(enrolled.exit == 0, "\(enrolled.errors)")
    }

    /// What the running aggregator has said on standard error.
    var said: String { running.withLock { $0.log?.text ?? "" } }

    /// Starts the aggregator and reads from its log where it listens; options given again override.
    func start(_ options: String...) async throws {
        let process = Foundation.Process()
        process.executableURL = Program.parta.path
        process.arguments = running.withLock { running in
            let tests = options.contains("--ndt7-listen") ? [] : ["--ndt7-listen", running.listenForTests]
            return ["serve", "--listen", running.listen] + tests + options
        }
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        let errors = Pipe()
        process.standardError = errors
        try process.run()
        let log = Log(errors.fileHandleForReading)
        running.withLock { running in
            running.process = process
            running.log = log
        }
        let said = await log.line(with: "line tests at ")
        let words = try #require(said, "the aggregator said: \(log.text)")
            .split(whereSeparator: { $0 == " " || $0 == "," }).map(String.init)
        let reports = try #require(words.first { $0.hasPrefix("http://") || $0.hasPrefix("https://") })
        let lineTests = try #require(words.first { $0.hasPrefix("ws://") || $0.hasPrefix("wss://") })
        running.withLock { running in
            running.reportsURL = reports
            running.lineTestURL = lineTests
            running.listen = Region.authority(of: reports)
            running.listenForTests = Region.authority(of: lineTests)
        }
    }

    /// Where it takes reports in, for another one to take its place.
    var listenAddress: String { running.withLock { $0.listen } }

    private static func authority(of url: String) -> String {
        url.split(separator: "/").last.map(String.init) ?? url
    }

    /// Waits until an agent's line test has begun.
    func lineTestBegins() async throws {
        let log = try #require(running.withLock { $0.log })
        let said = await log.line(with: "line test begins")
        try #require(said != nil, "no line test began: \(log.text)")
    }

    /// Ends the aggregator as a power cut would.
    func kill() throws {
        _ = try end { Foundation.kill($0.processIdentifier, SIGKILL) }
    }

    /// Ends the aggregator politely; answers its exit code.
    func stop() throws -> Int32 {
        try end { $0.terminate() }
    }

    private func end(_ how: (Foundation.Process) -> Void) throws -> Int32 {
        let process = try #require(running.withLock { $0.process.take() })
        how(process)
        process.waitUntilExit()
        return process.terminationStatus
    }
}

extension Region {
    /// A well-formed code of a region that has no running aggregator.
    func codeWithoutServer() async throws -> String {
        try Data("id,name_en,country\nT-1,Test school,Kazakhstan\n".utf8)
            .write(to: folder.appending(path: "schools.csv"))
        try await parta("import", "schools", path("schools.csv"))
        let made = try await parta("enrollment", "new", "--school", "T-1")
        try #require(made.exit == 0, "\(made.errors)")
        return made.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Runs one statement on a database file, with Python's SQLite: a program of neither side.
    func sql(_ statement: String, on name: String) async throws {
        let process = Foundation.Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "python3", "-c",
            "import sqlite3,sys; c=sqlite3.connect(sys.argv[1],timeout=50); c.execute(sys.argv[2]); c.commit()",
            path(name), statement,
        ]
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
    }
}
