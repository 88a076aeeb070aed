import Foundation
import Testing

/// The real agent, running among devices that a test plugs and unplugs.
final class HotplugBed: Sendable {
    private let process: SendableProcess
    private let commands: FileHandle
    /// What the agent says.
    let log: Log
    private let answers: Log

    // Foundation's class is not marked Sendable; it is started and waited for by one test only.
    private struct SendableProcess: @unchecked Sendable {
        let process = Foundation.Process()
    }

    static let script = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Benchmarks/plug_bed.py").path()

    /// Starts `parta-agent run` in a region and waits until it follows devices.
    init(_ region: Region, agent name: String) async throws {
        process = SendableProcess()
        let input = Pipe()
        let output = Pipe()
        let errors = Pipe()
        // Debian's Python: the bindings of umockdev are packages of Debian.
        process.process.executableURL = URL(filePath: "/usr/bin/umockdev-wrapper")
        process.process.arguments =
            ["/usr/bin/python3", Self.script, Program.agent.path.path(percentEncoded: false), "run"]
            + region.agentOptions(name)
        process.process.environment = ProcessInfo.processInfo.environment
            .merging(region.environment.merging(["PARTA_LOG_LEVEL": "debug"]) { $1 }) { $1 }
        process.process.standardInput = input
        process.process.standardOutput = output
        process.process.standardError = errors
        try process.process.run()
        commands = input.fileHandleForWriting
        answers = Log(output.fileHandleForReading)
        log = Log(errors.fileHandleForReading)
        try await says("enrolled")
        try await says("scanned")
    }

    deinit {
        // The end of its input ends the bed and the agent in it.
        try? commands.close()
        process.process.waitUntilExit()
    }

    /// Gives one command and waits until it is carried out.
    func tell(_ command: String) async throws {
        try commands.write(contentsOf: Data("\(command)\n".utf8))
        let answer = await answers.line(with: "done \(command)")
        try #require(answer != nil, "\(command): \(log.text)")
    }

    /// Waits for a line of the agent's log.
    @discardableResult
    func says(_ mark: String, at location: SourceLocation = #_sourceLocation) async throws -> String {
        return try #require(await log.line(with: mark), "no \"\(mark)\" in: \(log.text)", sourceLocation: location)
    }

    /// Ends the agent politely; answers its exit code.
    func stop() async throws -> String {
        try commands.write(contentsOf: Data("stop\n".utf8))
        return try #require(await answers.line(with: "ended"), "\(log.text)")
    }
}
