import Foundation
import Testing

/// One of the built programs, run as a user runs it.
enum Program: String {
    case parta
    case agent = "parta-agent"
    case exchange = "parta-exchange"

    /// The programs lie beside the test bundle.
    static let folder: URL = {
        let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") }
        let executable = bundle ?? (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return URL(filePath: executable).deletingLastPathComponent()
    }()

    var path: URL { Self.folder.appending(path: rawValue) }

    struct Result {
        var exit: Int32
        var output: String
        var errors: String

        /// The lines of standard error.
        var complaints: [Substring] { errors.split(separator: "\n") }

        /// The output as JSON.
        /// - Parameter keys: `.convertFromSnakeCase` for types that name their fields as Swift does.
        func json<Value: Decodable>(
            _ type: Value.Type = Value.self, keys: JSONDecoder.KeyDecodingStrategy = .useDefaultKeys
        ) throws -> Value {
            let decoder = JSONDecoder()
            decoder.keyDecodingStrategy = keys
            return try decoder.decode(type, from: Data(output.utf8))
        }
    }

    /// Runs to the end.
    func run(
        _ arguments: [String], environment: [String: String] = [:], through wrapper: [String] = []
    ) async throws -> Result {
        let process = Foundation.Process()
        var command = wrapper + [path.path(percentEncoded: false)] + arguments
        process.executableURL = URL(filePath: try Self.absolute(command.removeFirst()))
        process.arguments = command
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        let output = Pipe()
        let errors = Pipe()
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        async let errorText = Self.text(of: errors)
        let outputText = await Self.text(of: output)
        let result = await Result(exit: 0, output: outputText, errors: errorText)
        process.waitUntilExit()
        return Result(exit: process.terminationStatus, output: result.output, errors: result.errors)
    }

    @concurrent
    private static func text(of pipe: Pipe) async -> String {
        String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    }

    private static func absolute(_ name: String) throws -> String {
        if name.hasPrefix("/") { return name }
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
        let found = folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
        return try #require(found, "\(name) is not installed; `make test` installs it")
    }
}
