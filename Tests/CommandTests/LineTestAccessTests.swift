import Foundation
import Testing

@Suite("Who may test against the region's server", .timeLimit(.minutes(1)))
struct LineTestAccessTests {
    @Test("a server of enrolled agents takes a guest's token, a number of times, and nothing else")
    func guests() async throws {
        let region = try Region()
        try await region.start("--ndt7-access", "enrolled")
        let made = try await region.parta("token", "new", "--line-tests", "--tests", "1", "--hours", "2")
        #expect(made.exit == 0, "\(made.errors)")
        #expect(made.errors.contains("1 line test within 2 h"))
        let token = made.output.trimmingCharacters(in: .whitespacesAndNewlines)
        #expect(try await region.upgrade(query: "") == 401)
        #expect(try await region.upgrade(query: "?access_token=pt1.AA.AA") == 401)
        #expect(try await region.upgrade(query: "?access_token=\(token)") == 101)
        let again = try await region.upgrade(query: "?access_token=\(token)")
        #expect([403, 429].contains(again), "the token is spent, or its test is only just ending")
    }

    @Test("on loopback the server is open unless it is told otherwise; beyond it plain ws warns and asks for a token")
    func defaults() async throws {
        let loopback = try Region()
        try await loopback.start()
        #expect(try await loopback.upgrade(query: "") == 101)
        let everywhere = try Region()
        try await everywhere.start("--ndt7-listen", "0.0.0.0:0")
        #expect(everywhere.said.contains("use only on networks you trust"))
        #expect(try await everywhere.upgrade(query: "") == 401)
    }

    @Test("a token for a region that is not there makes none")
    func mistyped() async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).sqlite").path()
        defer { try? FileManager.default.removeItem(atPath: path) }
        let result = try await Program.parta.run(["token", "new", "--line-tests", "--database", "sqlite:\(path)"])
        #expect(result.exit == 65)
        #expect(result.output.isEmpty)
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test(
        "tokens for nothing, for ever or for no test are wrong arguments",
        arguments: [[], ["--line-tests", "--hours", "0"], ["--line-tests", "--tests", "0"]])
    func nonsense(_ arguments: [String]) async throws {
        let result = try await Program.parta.run(["token", "new"] + arguments)
        #expect(result.exit == 64)
        #expect(result.output.isEmpty)
    }
}

extension Region {
    /// The status by which the test server answers the beginning of a download, asked with Python: a program of neither side.
    func upgrade(query: String) async throws -> Int {
        let port = try #require(lineTestURL.split(separator: ":").last)
        let script = """
            import socket, sys
            s = socket.create_connection(("127.0.0.1", int(sys.argv[1])), 10)
            s.sendall(("GET /ndt/v7/download" + sys.argv[2] + " HTTP/1.1\\r\\nHost: a\\r\\nConnection: Upgrade\\r\\n"
              "Upgrade: websocket\\r\\nSec-WebSocket-Version: 13\\r\\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\\r\\n"
              "Sec-WebSocket-Protocol: net.measurementlab.ndt.v7\\r\\n\\r\\n").encode())
            print(s.recv(1024).split(b" ")[1].decode())
            """
        let process = Foundation.Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-c", script, String(port), query]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let status = try output.fileHandleForReading.readToEnd().map { String(decoding: $0, as: UTF8.self) } ?? ""
        process.waitUntilExit()
        return try #require(Int(status.trimmingCharacters(in: .whitespacesAndNewlines)))
    }
}
