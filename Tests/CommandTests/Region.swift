import Foundation
import Testing

/// A region of its own in a temporary directory: a database, a running aggregator, agents.
final class Region {
    let folder: URL
    private var process: Foundation.Process?
    private var log: Log?
    private(set) var reportsURL = ""
    private(set) var lineTestURL = ""
    /// Kept over restarts, so that agents find the aggregator again.
    private var listen = "127.0.0.1:0"

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "parta-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        process?.terminate()
        process?.waitUntilExit()
        try? FileManager.default.removeItem(at: folder)
    }

    var environment: [String: String] {
        ["PARTA_DATABASE": "sqlite:\(path("parta.sqlite"))", "PARTA_HWDB": Region.hwdb]
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

    /// Starts the aggregator and reads from its log where it listens.
    func start() async throws {
        let process = Foundation.Process()
        process.executableURL = Program.parta.path
        process.arguments = ["serve", "--listen", listen, "--ndt7-listen", "127.0.0.1:0"]
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        let errors = Pipe()
        process.standardError = errors
        try process.run()
        self.process = process
        let log = Log(errors.fileHandleForReading)
        self.log = log
        let said = await log.line(with: "line tests at ")
        let words = try #require(said, "the aggregator said: \(log.text)")
            .split(whereSeparator: { $0 == " " || $0 == "," }).map(String.init)
        reportsURL = try #require(words.first { $0.hasPrefix("http://") })
        lineTestURL = try #require(words.first { $0.hasPrefix("ws://") })
        listen = String(reportsURL.dropFirst("http://".count))
    }

    /// Waits until an agent's line test has begun.
    func lineTestBegins() async throws {
        let said = await log?.line(with: "line test begins")
        try #require(said != nil, "no line test began: \(log?.text ?? "")")
    }

    /// Ends the aggregator as a power cut would.
    func kill() throws {
        let process = try #require(self.process)
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        self.process = nil
    }

    /// Ends the aggregator politely; answers its exit code.
    func stop() throws -> Int32 {
        let process = try #require(self.process)
        process.terminate()
        process.waitUntilExit()
        self.process = nil
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
            "python3", "-c", "import sqlite3,sys; c=sqlite3.connect(sys.argv[1]); c.execute(sys.argv[2]); c.commit()",
            path(name), statement,
        ]
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
    }
}
