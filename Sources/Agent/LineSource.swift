internal import FoundationEssentials
internal import NDT7
public import NIOCore
public import Reports

/// How far a line test is.
public struct LineProgress: Sendable {
    public enum Phase: String, Sendable { case latency, download, upload }
    public var phase: Phase
    public var elapsedSeconds: Double
    public var mbps: Double?
}

public struct LineSource: Sendable {
    let group: any EventLoopGroup
    let clock: AgentClock
    let durationSeconds: Int?
    public init(group: any EventLoopGroup, clock: AgentClock, durationSeconds: Int? = nil) {
        self.group = group; self.clock = clock; self.durationSeconds = durationSeconds
    }
    public func measure(server: String, progress: (@Sendable (LineProgress) -> Void)? = nil) async -> LineTest {
        var test = LineTest(id: UUID().uuidString.lowercased(), startedAt: clock.now(), server: server)
        do {
            let client = NDT7Client(configuration: .init(server: try TestServer(url: server), metadata: ClientMetadata(clientName: "parta-agent", clientVersion: Version.text), durationLimit: durationSeconds.map { .seconds(Int64($0)) }))
            let down = try await client.download(group: group)
            test.downloadMbps = down.mbps
            let up = try await client.upload(group: group)
            test.uploadMbps = up.mbps
        } catch { test.problem = "\(error)" }
        return test
    }
}
