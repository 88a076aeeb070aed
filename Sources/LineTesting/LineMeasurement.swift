internal import FoundationEssentials
public import NDT7
public import NIOCore
internal import NIOPosix
public import Reports

/// Measures a line against one test server: idle latency, download and upload with the latency under load beside each.
///
/// Always the full length both ways. Trouble with the network is part of the result, never an error. Takes about 22 s, and
/// at most 40 s whatever the server does.
public struct LineMeasurement: Sendable {
    /// From a server's name to where it may be, in the order to try; a server given by its address is never asked for.
    ///
    /// NIO's own resolver would start Dispatch, which wakes the process every second for ever.
    public typealias Lookup = @Sendable (TestServer) async throws -> [SocketAddress]

    /// What to measure against, and how long.
    public struct Configuration: Sendable {
        public var server: TestServer
        public var metadata: ClientMetadata
        /// How long the idle line is probed.
        public var idleDuration: TimeAmount
        /// Between two probes, idle and loaded.
        public var probeInterval: TimeAmount
        /// Ends each direction early; nil is the protocol's full length of 10 s.
        public var directionLimit: TimeAmount?
        /// Time for making a connection and for the upgrade.
        public var handshakeTimeLimit: TimeAmount
        /// Runs on every test's connection before anything else: the place for TLS.
        public var prepareChannel: ChannelPreparation?
        /// Finds a server given by its name; nil where only addresses are measured against.
        public var lookUp: Lookup?

        public init(
            server: TestServer, metadata: ClientMetadata, idleDuration: TimeAmount = .seconds(2),
            probeInterval: TimeAmount = .milliseconds(100), directionLimit: TimeAmount? = nil,
            handshakeTimeLimit: TimeAmount = .seconds(5), prepareChannel: ChannelPreparation? = nil,
            lookUp: Lookup? = nil
        ) {
            self.server = server
            self.metadata = metadata
            self.idleDuration = idleDuration
            self.probeInterval = probeInterval
            self.directionLimit = directionLimit
            self.handshakeTimeLimit = handshakeTimeLimit
            self.prepareChannel = prepareChannel
            self.lookUp = lookUp
        }
    }

    public typealias ProgressCallback = @Sendable (LineProgress) -> Void

    public let configuration: Configuration
    private let group: any EventLoopGroup
    private let now: @Sendable () -> ObservedTime

    /// - Parameter now: the clock that stamps the test's start.
    public init(
        configuration: Configuration, group: any EventLoopGroup, now: @escaping @Sendable () -> ObservedTime
    ) {
        self.configuration = configuration
        self.group = group
        self.now = now
    }

    /// - Parameters:
    ///   - id: the test's name; a random UUID when none is given.
    ///   - progress: called on an event loop, about ten times a second in each phase.
    public func run(id: String? = nil, progress: ProgressCallback? = nil) async -> LineTest {
        let test = LineTest(
            id: id ?? UUID().uuidString.lowercased(), startedAt: now(), server: configuration.server.description)
        var evidence = LineEvidence()
        let address: SocketAddress
        do {
            address = try await resolve()
        } catch {
            evidence.download = .failed(error)
            return evidence.complete(test)
        }
        evidence.idle = LatencySummary(await probeIdle(address, progress))
        let client = NDT7Client(
            configuration: .init(
                server: configuration.server, metadata: configuration.metadata,
                durationLimit: configuration.directionLimit, handshakeTimeLimit: configuration.handshakeTimeLimit,
                prepareChannel: configuration.prepareChannel, address: address))
        (evidence.download, evidence.loaded) = await load(client, .download, address, progress)
        // A server that does not begin one direction would refuse the other for the same reason.
        if case .measured = evidence.download {
            let (outcome, probes) = await load(client, .upload, address, progress)
            evidence.upload = outcome
            evidence.loaded += probes
        }
        return evidence.complete(test)
    }

    /// Finds the server's address once, so that no probe waits for a name.
    private func resolve() async throws(NDT7Failure) -> SocketAddress {
        let server = configuration.server
        if let address = server.numericAddress { return address }
        guard let lookUp = configuration.lookUp else {
            throw .unreachable(reason: "it is given by its name, and nothing here finds names")
        }
        var last = NDT7Failure.unreachable(reason: "its name has no address")
        do {
            for address in try await lookUp(server) {
                do {
                    try await ClientBootstrap(group: group).connectTimeout(configuration.handshakeTimeLimit)
                        .connect(to: address).get().close().get()
                    return address
                } catch {
                    last = .unreachable(reason: NDT7Failure.reason(for: error))
                }
            }
        } catch {
            last = error as? NDT7Failure ?? .unreachable(reason: NDT7Failure.reason(for: error))
        }
        throw last
    }

    private func probeIdle(_ address: SocketAddress, _ progress: ProgressCallback?) async -> [ProbeOutcome] {
        let loop = group.next()
        let probe = ConnectProbe(address: address)
        return await Self.outcomes {
            let series = try await ProbeSeries.start(probe, every: configuration.probeInterval, on: loop).get()
            let begun = loop.now
            let ticker = loop.scheduleRepeatedTask(initialDelay: .zero, delay: .milliseconds(100)) { _ in
                progress?(LineProgress(phase: .latency, elapsedSeconds: (loop.now - begun).seconds))
            }
            try await loop.scheduleTask(in: configuration.idleDuration) {}.futureResult.get()
            ticker.cancel()
            return try await ProbeSeries.stop(series, on: loop).get()
        }
    }

    /// Runs one direction with probes beside it.
    private func load(
        _ client: NDT7Client, _ direction: Direction, _ address: SocketAddress, _ progress: ProgressCallback?
    ) async -> (LineEvidence.Outcome, [ProbeOutcome]) {
        let loop = group.next()
        let series = try? await ProbeSeries.start(
            ConnectProbe(address: address), every: configuration.probeInterval, on: loop
        ).get()
        let outcome = await Self.test(client, direction, group, progress)
        guard let series else { return (outcome, []) }
        return (outcome, await Self.outcomes { try await ProbeSeries.stop(series, on: loop).get() })
    }

    private static func test(
        _ client: NDT7Client, _ direction: Direction, _ group: any EventLoopGroup, _ progress: ProgressCallback?
    ) async -> LineEvidence.Outcome {
        let phase = direction == .download ? LineProgress.Phase.download : .upload
        let report: @Sendable (NDT7Progress) -> Void = { step in
            progress?(LineProgress(phase: phase, elapsedSeconds: step.elapsedSeconds, mbps: step.mbps))
        }
        do {
            return .measured(
                direction == .download
                    ? try await client.download(group: group, progress: report)
                    : try await client.upload(group: group, progress: report))
        } catch {
            return .failed(error as? NDT7Failure ?? .unreachable(reason: NDT7Failure.reason(for: error)))
        }
    }

    /// Event loops fail only while the process ends; what was not probed is then said to have failed.
    private static func outcomes(_ body: () async throws -> [ProbeOutcome]) async -> [ProbeOutcome] {
        do {
            return try await body()
        } catch {
            return [.failed("\(error)")]
        }
    }
}
