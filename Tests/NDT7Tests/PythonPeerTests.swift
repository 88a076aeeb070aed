import NIOCore
import NIOPosix
import Synchronization
import Testing

@testable import NDT7

/// Ours against an implementation that shares no code with it, both roles, both directions.
@Suite(.serialized) struct PythonPeerTests {
    static let group = MultiThreadedEventLoopGroup.singleton

    static func differ(_ one: Int, _ other: Int, by share: Double) -> Bool {
        Double(abs(one - other)) > share * Double(max(one, other))
    }

    @Test("a Python client at our server", .timeLimit(.minutes(1)), arguments: Direction.allCases)
    func client(_ direction: Direction) async throws {
        let summaries = Mutex<[ServerTestSummary]>([])
        var configuration = NDT7Server.Configuration(onTestEnd: { end in summaries.withLock { $0.append(end) } })
        configuration.limits.duration = .milliseconds(1500)
        let report = try await LoopbackTests.withServer(configuration) { _, address in
            // The server ends a download and the client an upload, so that both closing handshakes are seen.
            let seconds = direction == .download ? "10" : "1"
            return try await PythonPeer(["client", address.description, direction.rawValue, "--seconds", seconds])
                .report()
        }
        let summary = try #require(summaries.withLock { $0.only })
        #expect(summary.closedCleanly)
        #expect(summary.violation == nil)
        #expect(report.bytes > 1_000_000)
        #expect(!Self.differ(summary.bytes, report.bytes, by: 0.01), "\(summary.bytes) and \(report.bytes)")
        #expect(report.subprotocol == "net.measurementlab.ndt.v7")
        #expect(report.closeCode == 1000)
        #expect(report.closedBy == (direction == .download ? "peer" : "self"))
        #expect(report.unreadable == 0)
        #expect(report.pings.count >= report.messages.count - 1)
        #expect((2...60).contains(report.messages.count))
        #expect(report.messages.allSatisfy { $0.origin == "server" && $0.test == direction.rawValue })
        #expect(report.messages.first?.connectionInfo?.uuid != nil)
        let clock = report.messages.compactMap { $0.tcpInfo?.elapsedTime }
        #expect(clock.count == report.messages.count && clock == clock.sorted())
        if direction == .download {
            #expect(report.sizes.first == 1 << 13)
            #expect(report.sizes == report.sizes.indices.map { 1 << (13 + $0) }, "each size is twice the one before")
        } else {
            #expect(
                report.messages.last?.appInfo?.numBytes == Int64(report.bytes), "the last count is the whole upload")
        }
    }

    @Test("our client at a Python server", .timeLimit(.minutes(1)), arguments: Direction.allCases)
    func server(_ direction: Direction) async throws {
        let peer = try PythonPeer(["server", "--seconds", "1"])
        let server = TestServer(host: "127.0.0.1", port: try await peer.port())
        let client = LoopbackTests.client(server, limit: nil)
        let result =
            direction == .download
            ? try await client.download(group: Self.group) : try await client.upload(group: Self.group)
        let report = try await peer.report()
        #expect(result.ending == .closedByServer)
        #expect(result.warnings == [])
        #expect(result.bytes > 1_000_000)
        // What was under way when an upload's server told its last count is no part of the rate.
        let counted = direction == .download ? report.bytes : report.told
        #expect(!Self.differ(result.bytes, counted, by: 0.01), "\(result.bytes) and \(counted)")
        #expect(report.subprotocol == "net.measurementlab.ndt.v7")
        #expect(report.closeCode == 1000)
        #expect(report.closedBy == "self")
        let query = try QueryString.parse(try #require(report.path?.split(separator: "?").last))
        #expect(query["client_name"] == LoopbackTests.metadata.clientName)
        #expect(query["client_library_name"]?.isEmpty == false)
        if direction == .upload {
            #expect(report.sizes == report.sizes.indices.map { 1 << (13 + $0) }, "each size is twice the one before")
        } else {
            #expect(result.lastServerMeasurement?.origin == "server")
        }
    }
}
