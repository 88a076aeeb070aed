internal import FoundationEssentials
public import NDT7
public import NIOCore
internal import NIOPosix
public import Reports

/// Measures a line against one test server: idle latency, download and upload with the latency under load beside each.
///
/// Trouble with the network is part of the result, never an error. In full it takes about 22 s, and at most 40 s whatever the
/// server does. Cancelling the task ends it at once, with what was found and what it cost until then.
public struct LineMeasurement: Sendable {
    /// From a server's name to where it may be, in the order to try; a server given by its address is never asked for.
    ///
    /// NIO's own resolver would start Dispatch, which wakes the process every second for ever.
    public typealias Lookup = @Sendable (TestServer) async throws -> [SocketAddress]

    /// For finding which of a server's addresses answers: with 2 s idle and twice 15 s of test, 40 s are never exceeded.
    static let connectingLimit = TimeAmount.seconds(8)

    public typealias ProgressCallback = @Sendable (LineProgress) -> Void

    public let configuration: Configuration
    private let group: any EventLoopGroup
    private let now: @Sendable () -> ObservedTime

    /// - Parameter now: the clock that stamps the test's start; asked again at the end, to see whether it was set.
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
        let begun = now()
        let test = LineTest(
            id: id ?? UUID().uuidString.lowercased(), startedAt: begun, server: configuration.server.description)
        var evidence = await gather(progress)
        let ended = now()
        evidence.clockJumpSeconds =
            ended.wallClock.timeIntervalSince(begun.wallClock) - (ended.monotonic - begun.monotonic)
        return evidence.complete(test)
    }

    private func gather(_ progress: ProgressCallback?) async -> LineEvidence {
        var evidence = LineEvidence()
        evidence.probesGateway = configuration.gateway != nil
        let address: SocketAddress
        do {
            address = try await resolve()
        } catch {
            evidence.download = .failed(error)
            return evidence
        }
        evidence.idle = await probeIdle(address, progress)
        guard !Task.isCancelled else {
            evidence.isCancelled = true
            return evidence
        }
        guard configuration.effort != .latency else { return evidence }
        let server = configuration.server
        let client = NDT7Client(
            configuration: .init(
                server: configuration.accessToken.map(server.presenting(accessToken:)) ?? server,
                metadata: configuration.metadata,
                durationLimit: configuration.directionLimit, handshakeTimeLimit: configuration.handshakeTimeLimit,
                prepareChannel: configuration.prepareChannel, address: address))
        (evidence.download, evidence.underDownload) = await load(
            client, .download, byteCap: configuration.byteAllowance.map { $0 / 4 * 3 }, address, progress)
        // A server that does not begin one direction would refuse the other for the same reason.
        if case .measured(let download) = evidence.download, !Task.isCancelled {
            let left = configuration.byteAllowance.map { max(0, $0 - download.localBytesReceived) }
            guard left != 0 else {
                evidence.isAllowanceUsedUp = true
                return evidence
            }
            (evidence.upload, evidence.underUpload) = await load(client, .upload, byteCap: left, address, progress)
        }
        evidence.isCancelled = Task.isCancelled
        return evidence
    }

    /// Finds the server's address once, so that no probe waits for a name.
    ///
    /// All addresses together get little more time than one: the whole measurement has a bound.
    private func resolve() async throws(NDT7Failure) -> SocketAddress {
        let server = configuration.server
        if let address = server.numericAddress { return address }
        guard let lookUp = configuration.lookUp else {
            throw .unreachable(reason: "it is given by its name, and nothing here finds names")
        }
        var last = NDT7Failure.unreachable(reason: "its name has no address")
        do {
            let addresses = try await lookUp(server)
            let deadline = NIODeadline.now() + Self.connectingLimit
            for address in addresses {
                let left = deadline - .now()
                guard left > .zero, !Task.isCancelled else { break }
                do {
                    try await ClientBootstrap(group: group)
                        .connectTimeout(min(configuration.handshakeTimeLimit, left))
                        .connect(to: address).get().close().get()
                    return address
                } catch {
                    last = .unreachable(reason: NDT7Failure.reason(for: error))
                }
            }
        } catch {
            last = error as? NDT7Failure ?? .unreachable(reason: NDT7Failure.reason(for: error))
        }
        throw Task.isCancelled ? .cancelled : last
    }

    private func probeIdle(_ address: SocketAddress, _ progress: ProgressCallback?) async -> LineEvidence.Probes {
        let loop = group.next()
        let begun = loop.now
        let ticker = loop.scheduleRepeatedTask(initialDelay: .zero, delay: .milliseconds(100)) { _ in
            progress?(LineProgress(phase: .latency, elapsedSeconds: (loop.now - begun).seconds))
        }
        let (_, probes) = await probing(address) {
            // Cancelled, it fails at once: then what was probed so far is all.
            let end = loop.scheduleTask(in: configuration.idleDuration) {}
            await withTaskCancellationHandler {
                _ = try? await end.futureResult.get()
            } onCancel: {
                end.cancel()
            }
        }
        ticker.cancel()
        return probes
    }

    /// Runs one direction with probes beside it.
    private func load(
        _ client: NDT7Client, _ direction: Direction, byteCap: Int?, _ address: SocketAddress,
        _ progress: ProgressCallback?
    ) async -> (LineEvidence.Outcome, LineEvidence.Probes) {
        let stopping = StopConditions(
            rule: configuration.effort == .early ? EarlyStopRule(direction: direction) : nil, byteCap: byteCap)
        return await probing(address) {
            await Self.test(client, direction, group, stopping, progress)
        }
    }

    /// Probes the server and the gateway as long as `body` runs.
    private func probing<Value>(
        _ address: SocketAddress, while body: () async -> Value
    ) async -> (Value, LineEvidence.Probes) {
        let loop = group.next()
        let server = await start(ConnectProbe(address: address), on: loop)
        var gateway: NIOLoopBound<ProbeSeries>?
        if let address = configuration.gateway { gateway = await start(.gateway(address), on: loop) }
        let value = await body()
        return (
            value,
            LineEvidence.Probes(
                server: await Self.stop(server, on: loop),
                gateway: configuration.gateway == nil ? [] : await Self.stop(gateway, on: loop))
        )
    }

    private func start(_ probe: ConnectProbe, on loop: any EventLoop) async -> NIOLoopBound<ProbeSeries>? {
        try? await ProbeSeries.start(probe, every: configuration.probeInterval, on: loop).get()
    }

    /// Event loops fail only while the process ends; what was not probed is then said to have failed.
    private static func stop(_ series: NIOLoopBound<ProbeSeries>?, on loop: any EventLoop) async -> [ProbeOutcome] {
        guard let series else { return [.failed("this program is ending")] }
        do {
            return try await ProbeSeries.stop(series, on: loop).get()
        } catch {
            return [.failed("\(error)")]
        }
    }

    private static func test(
        _ client: NDT7Client, _ direction: Direction, _ group: any EventLoopGroup, _ stopping: StopConditions,
        _ progress: ProgressCallback?
    ) async -> LineEvidence.Outcome {
        let phase = direction == .download ? LineProgress.Phase.download : .upload
        let report: @Sendable (NDT7Progress) -> Void = { step in
            progress?(LineProgress(phase: phase, elapsedSeconds: step.elapsedSeconds, mbps: step.mbps))
        }
        do {
            return .measured(
                direction == .download
                    ? try await client.download(group: group, stopping: stopping, progress: report)
                    : try await client.upload(group: group, stopping: stopping, progress: report))
        } catch {
            return .failed(error as? NDT7Failure ?? .unreachable(reason: NDT7Failure.reason(for: error)))
        }
    }
}
