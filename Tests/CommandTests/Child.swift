import Foundation
import Testing

/// A program that runs beside a test, and ends with it.
final class Child: Sendable {
    private let process: SendableProcess
    private let input: FileHandle
    /// What it writes, on standard output and standard error together.
    let log: Log

    // Foundation's class is not marked Sendable; it is started and waited for by one test only.
    private struct SendableProcess: @unchecked Sendable {
        let process = Foundation.Process()
    }

    /// - Parameter command: the program, found on PATH, and its arguments.
    init(_ command: [String], environment: [String: String] = [:]) throws {
        process = SendableProcess()
        let (input, output) = (Pipe(), Pipe())
        process.process.executableURL = URL(filePath: "/usr/bin/env")
        process.process.arguments = command
        process.process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.process.standardInput = input
        process.process.standardOutput = output
        process.process.standardError = output
        try process.process.run()
        self.input = input.fileHandleForWriting
        log = Log(output.fileHandleForReading)
    }

    deinit {
        try? input.close()
        process.process.terminate()
        process.process.waitUntilExit()
    }

    /// Waits for a line that holds `mark`.
    func says(_ mark: String, at location: SourceLocation = #_sourceLocation) async throws -> String {
        try #require(await log.line(with: mark), "no \"\(mark)\" in: \(log.text)", sourceLocation: location)
    }

    /// Ends its standard input and waits until it has ended.
    /// - Returns: its exit code.
    func endInput() throws -> Int32 {
        try input.close()
        process.process.waitUntilExit()
        return process.process.terminationStatus
    }

    /// Asks it to end, as systemd does, and waits until it has.
    /// - Returns: its exit code.
    func end() -> Int32 {
        process.process.terminate()
        process.process.waitUntilExit()
        return process.process.terminationStatus
    }
}
