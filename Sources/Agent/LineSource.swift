internal import FoundationEssentials
public import LineTesting
internal import NDT7
public import NIOCore
internal import NIOPosix
public import Reports

/// Measures the line against a server given as a URL.
public struct LineSource: Sendable {
    private let group: any EventLoopGroup
    private let clock: AgentClock
    private let durationSeconds: Int?
    private let effort: LineMeasurement.Effort

    /// - Parameters:
    ///   - durationSeconds: how long each direction runs at most; nil for the protocol's ten seconds.
    ///   - effort: whether a direction ends as soon as its rate is sure.
    public init(
        group: any EventLoopGroup, clock: AgentClock, durationSeconds: Int? = nil,
        effort: LineMeasurement.Effort = .full
    ) {
        self.group = group
        self.clock = clock
        self.durationSeconds = durationSeconds
        self.effort = effort
    }

    /// For a command that only measures: an event loop and the clocks of its own.
    public init(durationSeconds: Int? = nil, effort: LineMeasurement.Effort = .full) {
        self.init(
            group: MultiThreadedEventLoopGroup(numberOfThreads: 1), clock: .system(), durationSeconds: durationSeconds,
            effort: effort)
    }

    /// By the way the aggregator is found too: no thread that goes on waking this computer afterwards.
    private var lookUp: LineMeasurement.Lookup {
        { [group] server in
            do {
                return try await AddressLookup.addresses(
                    of: server.host, port: server.port, named: server.description, on: group.next()
                ).get()
            } catch let failure as ConnectionFailure {
                throw NDT7Failure.unreachable(reason: "it \(failure.reason)")
            }
        }
    }

    /// Whether a line can be measured against this: a `ws://` address with a host, and a port where one is given.
    public static func isServer(_ url: String) -> Bool {
        (try? TestServer(url: url)).map { !$0.isSecure } ?? false
    }

    /// One line test under a lease's terms; what went wrong is in it.
    func measure(_ order: LineInstruments.Order, progress: LineMeasurement.ProgressCallback? = nil) async -> LineTest {
        await measurement(of: order.server, effort: effort).run(id: order.id, progress: progress)
    }

    private func measurement(
        of server: TestServer, effort: LineMeasurement.Effort, accessToken: String? = nil
    ) -> LineMeasurement {
        let configuration = LineMeasurement.Configuration(
            server: server,
            // M-Lab's data is public: the program is named, never the school or the computer.
            metadata: ClientMetadata(clientName: "parta-agent", clientVersion: Version.text),
            effort: effort, accessToken: accessToken, directionLimit: durationSeconds.map { .seconds(Int64($0)) },
            lookUp: lookUp)
        return LineMeasurement(configuration: configuration, group: group, now: clock.now)
    }

    /// One line test; what went wrong is in it.
    /// - Parameters:
    ///   - server: such as `ws://HOST:PORT`.
    ///   - accessToken: opens a server that tests only for those it knows.
    public func measure(
        server: String, accessToken: String? = nil, progress: LineMeasurement.ProgressCallback? = nil
    ) async -> LineTest {
        do {
            return await measurement(of: try TestServer(url: server), effort: effort, accessToken: accessToken)
                .run(progress: progress)
        } catch {
            return LineTest(
                id: UUID().uuidString.lowercased(), startedAt: clock.now(), server: server, problem: "\(error)")
        }
    }
}
