internal import FoundationEssentials
public import LineTesting
internal import NDT7
public import NIOCore
internal import NIOPosix
public import Reports

/// Measures the line against a server given as a URL.
public struct LineSource: Sendable {
    let group: any EventLoopGroup
    private let clock: AgentClock
    private let durationSeconds: Int?
    private let effort: LineMeasurement.Effort
    private let pins: Set<ServerPin>

    /// - Parameters:
    ///   - pins: what the region's server is known by over wss, in place of every other check; none asks the system's roots.
    ///   - durationSeconds: how long each direction runs at most; nil for the protocol's ten seconds.
    ///   - effort: whether a direction ends as soon as its rate is sure.
    public init(
        group: any EventLoopGroup, clock: AgentClock, durationSeconds: Int? = nil,
        effort: LineMeasurement.Effort = .full, pins: Set<ServerPin> = []
    ) {
        self.pins = pins
        self.group = group
        self.clock = clock
        self.durationSeconds = durationSeconds
        self.effort = effort
    }

    /// For a command that only measures: an event loop and the clocks of its own.
    public init(
        durationSeconds: Int? = nil, effort: LineMeasurement.Effort = .full, pins: Set<ServerPin> = []
    ) {
        self.init(
            group: MultiThreadedEventLoopGroup(numberOfThreads: 1), clock: .system(), durationSeconds: durationSeconds,
            effort: effort, pins: pins)
    }

    /// By the way the aggregator is found too: no thread that goes on waking this computer afterwards.
    var lookUp: LineMeasurement.Lookup {
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

    /// Whether a line can be measured against this: a `ws://` or `wss://` address with a host, and a port where one is given.
    public static func isServer(_ url: String) -> Bool { (try? TestServer(url: url)) != nil }

    /// One line test under a lease's terms; what went wrong is in it.
    /// - Parameter gateway: a port of the school's router that answers, probed beside the test.
    func measure(
        _ order: LineInstruments.Order, gateway: SocketAddress?, progress: LineMeasurement.ProgressCallback? = nil
    ) async -> LineTest {
        do {
            var configuration = try configuration(for: order.server, pins: order.isRegional ? pins : [])
            configuration.effort = order.latencyOnly ? .latency : order.full ? .full : .early
            configuration.byteAllowance = order.byteCap
            configuration.gateway = gateway
            configuration.surroundings.link = order.place.link
            return await measurement(configuration).run(id: order.id, progress: progress)
        } catch {
            return LineTest(
                id: order.id, startedAt: clock.now(), server: order.server.description, problem: "\(error)")
        }
    }

    /// - Throws: `NDT7Failure` where `wss` is asked for and the system's certificates cannot be read.
    private func configuration(
        for server: TestServer, pins: Set<ServerPin>
    ) throws -> LineMeasurement.Configuration {
        var configuration = LineMeasurement.Configuration(
            server: server,
            // M-Lab's data is public: the program is named, never the school or the computer.
            metadata: ClientMetadata(clientName: "parta-agent", clientVersion: Version.text),
            effort: effort, directionLimit: durationSeconds.map { .seconds(Int64($0)) }, lookUp: lookUp)
        if server.isSecure {
            do {
                configuration.prepareChannel = try SecureTransport.client(
                    host: server.host, trust: pins.isEmpty ? .systemRoots : Self.trust(in: pins))
            } catch {
                throw NDT7Failure.notSecure(
                    "the system's certificates cannot be read: install ca-certificates; \(error)")
            }
        }
        return configuration
    }

    private func measurement(_ configuration: LineMeasurement.Configuration) -> LineMeasurement {
        LineMeasurement(configuration: configuration, group: group, now: clock.now)
    }

    /// One line test; what went wrong is in it.
    /// - Parameters:
    ///   - server: such as `ws://HOST:PORT`.
    ///   - accessToken: opens a server that tests only for those it knows.
    ///   - way: what was seen on the way there beforehand; without it no cause is found.
    public func measure(
        server: String, accessToken: String? = nil, along way: Way = Way(),
        progress: LineMeasurement.ProgressCallback? = nil
    ) async -> LineTest {
        do {
            var configuration = try configuration(for: TestServer(url: server), pins: pins)
            configuration.accessToken = accessToken
            configuration.gateway = way.gateway
            configuration.surroundings = way.surroundings
            return await measurement(configuration).run(progress: progress)
        } catch {
            return LineTest(
                id: UUID().uuidString.lowercased(), startedAt: clock.now(), server: server, problem: "\(error)")
        }
    }
}
