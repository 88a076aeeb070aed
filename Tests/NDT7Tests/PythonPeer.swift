import Foundation
import Testing

@testable import NDT7

/// Runs Tests/Peers/ndt7_peer.py in the virtual environment that `make test` makes.
struct PythonPeer {
    /// What the peer prints at its end; its own file says what the fields are.
    struct Report: Decodable, Sendable {
        var bytes: Int
        var elapsed: Double
        var subprotocol: String?
        var closeCode: Int?
        var closedBy: String
        var messages: [NDT7.Measurement]
        var sizes: [Int]
        var unreadable: Int
        var pings: [Double]
        var told: Int
        var path: String?
    }

    static let checkout = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    static let python = checkout.appending(path: ".build/venv/bin/python3")

    private let process = Process()
    private let output = Pipe()

    init(_ arguments: [String]) throws {
        try #require(
            FileManager.default.isExecutableFile(atPath: Self.python.path(percentEncoded: false)),
            "no Python peer: scripts/python-peer.sh makes it, and make test calls that")
        process.executableURL = Self.python
        process.arguments =
            [Self.checkout.appending(path: "Tests/Peers/ndt7_peer.py").path(percentEncoded: false)] + arguments
        process.standardOutput = output
        try process.run()
    }

    /// The server's first line.
    @concurrent func port() async throws -> Int {
        var line = ""
        while !line.hasSuffix("\n"), let byte = try output.fileHandleForReading.read(upToCount: 1) {
            line += String(decoding: byte, as: UTF8.self)
        }
        return try #require(line.split(whereSeparator: \.isWhitespace).last.flatMap { Int($0) }, "\(line)")
    }

    @concurrent func report() async throws -> Report {
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "the peer failed")
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .custom { keys in
            // The report's own keys are in snake case; NDT7's stay as they are.
            let key = keys[keys.count - 1].stringValue
            return Key(stringValue: ["close_code": "closeCode", "closed_by": "closedBy"][key] ?? key)
        }
        return try decoder.decode(Report.self, from: data)
    }

    private struct Key: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }
}
