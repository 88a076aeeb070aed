import Aggregator
import Foundation
import Store
import Testing

@Suite("The API as programs of others read it", .timeLimit(.minutes(3)))
struct OpenAPIPeerTests {
    private static let checkout = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
        .standardizedFileURL
    private static let python = checkout.appending(path: ".build/venv/bin/python3")

    @Test("the description is valid, and every answer to questions made of it is as it says")
    func schemathesis() async throws {
        try #require(
            FileManager.default.isExecutableFile(atPath: Self.python.path(percentEncoded: false)),
            "no Python peer: scripts/python-peer.sh makes it, and make test calls that")
        let limits = { @Sendable (configuration: inout AggregatorConfiguration) in
            configuration.tokenReadLimit = 100_000
            configuration.addressReadLimit = 100_000
            // Each list is asked with a wrong one, too.
            configuration.wrongTokenLimit = 100_000
        }
        try await ReadingWorld.run(configure: limits) { world in
            let token = try await world.token(.admin)
            let (exit, said) = try await Self.run(
                ["Tests/Peers/openapi_peer.py", "http://127.0.0.1:\(world.server.port)"], token: token)
            #expect(exit == 0, "\(said)")
        }
    }

    /// - Returns: how it ended, and what it said.
    @concurrent
    private static func run(_ arguments: [String], token: String) async throws -> (Int32, String) {
        let process = Process()
        process.executableURL = python
        process.arguments = arguments
        process.currentDirectoryURL = checkout
        process.environment = ProcessInfo.processInfo.environment.merging(["PARTA_TOKEN": token]) { $1 }
        let output = Pipe()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, said)
    }
}
