internal import FoundationEssentials
public import NDT7
public import NIOCore
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

    public typealias ProgressCallback = @Sendable (LineProgress) -> Void

    public let configuration: Configuration
    let group: any EventLoopGroup
    private let now: @Sendable () -> ObservedTime
    private let processorSeconds: @Sendable () -> Double

    /// - Parameters:
    ///   - now: the clock that stamps the test's start; asked again at the end, to see whether it was set.
    ///   - processorSeconds: what this program has used of processors so far.
    public init(
        configuration: Configuration, group: any EventLoopGroup, now: @escaping @Sendable () -> ObservedTime,
        processorSeconds: @escaping @Sendable () -> Double = ProcessorTime.ofThisProgram
    ) {
        self.configuration = configuration
        self.group = group
        self.now = now
        self.processorSeconds = processorSeconds
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
        evidence.surroundings = configuration.surroundings
        let address: SocketAddress
        switch await resolve() {
        case .found(let found): address = found
        case .failed(let failure, let isNameUnknown):
            evidence.download = .failed(failure)
            evidence.isNameUnknown = isNameUnknown
            // Whether the school's own network works decides whose fault that is.
            if configuration.gateway != nil, !Task.isCancelled { evidence.idle = await probeIdle(nil, progress) }
            evidence.isCancelled = Task.isCancelled
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
        (evidence.download, evidence.underDownload, evidence.processorShares.download) = await load(
            client, .download, byteCap: configuration.byteAllowance.map { $0 / 4 * 3 }, address, progress)
        // A server that does not begin one direction would refuse the other for the same reason.
        if case .measured(let download) = evidence.download, !Task.isCancelled {
            let left = configuration.byteAllowance.map { max(0, $0 - download.localBytesReceived) }
            guard left != 0 else {
                evidence.isAllowanceUsedUp = true
                return evidence
            }
            (evidence.upload, evidence.underUpload, evidence.processorShares.upload) = await load(
                client, .upload, byteCap: left, address, progress)
        }
        evidence.isCancelled = Task.isCancelled
        return evidence
    }

    private func probeIdle(_ address: SocketAddress?, _ progress: ProgressCallback?) async -> LineEvidence.Probes {
        let loop = group.next()
        let begun = loop.now
        let ticker = loop.scheduleRepeatedTask(initialDelay: .zero, delay: .milliseconds(100)) { _ in
            progress?(LineProgress(phase: .latency, elapsedSeconds: (loop.now - begun).seconds))
        }
        let (_, probes) = await probing(address, pace: ProbePace(shortest: configuration.probeInterval)) {
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
    /// - Returns: with what this program used of one processor core meanwhile.
    private func load(
        _ client: NDT7Client, _ direction: Direction, byteCap: Int?, _ address: SocketAddress,
        _ progress: ProgressCallback?
    ) async -> (LineEvidence.Outcome, LineEvidence.Probes, Double?) {
        let stopping = StopConditions(
            rule: configuration.effort == .early ? EarlyStopRule(direction: direction) : nil, byteCap: byteCap)
        let (begun, used) = (NIODeadline.now(), processorSeconds())
        let pace = ProbePace(shortest: configuration.probeInterval)
        let (outcome, probes) = await probing(address, pace: pace) {
            await Self.test(client, direction, group, stopping) { step in
                pace.follow(step.mbps)
                progress?(step)
            }
        }
        let seconds = (NIODeadline.now() - begun).seconds
        return (outcome, probes, seconds > 0 ? (processorSeconds() - used) / seconds : nil)
    }

    /// Probes the server, where it has an address, and the gateway as long as `body` runs.
    /// - Parameter pace: of the server's probes; those of the gateway do not cross the line.
    private func probing<Value>(
        _ address: SocketAddress?, pace: ProbePace, while body: () async -> Value
    ) async -> (Value, LineEvidence.Probes) {
        let loop = group.next()
        var server: NIOLoopBound<ProbeSeries>?
        if let address { server = await start(ConnectProbe(address: address).measure, pace, on: loop) }
        var gateway: NIOLoopBound<ProbeSeries>?
        if let address = configuration.gateway {
            let steady = ProbePace(shortest: configuration.probeInterval)
            gateway = await start(GatewayProbe(address: address).measure, steady, on: loop)
        }
        let value = await body()
        return (
            value,
            LineEvidence.Probes(
                server: address == nil ? [] : await Self.stop(server, on: loop),
                gateway: configuration.gateway == nil ? [] : await Self.stop(gateway, on: loop))
        )
    }

    private func start(
        _ probe: @escaping ProbeSeries.Probe, _ pace: ProbePace, on loop: any EventLoop
    ) async -> NIOLoopBound<ProbeSeries>? {
        try? await ProbeSeries.start(probe, pace: pace, on: loop).get()
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
        _ progress: @escaping ProgressCallback
    ) async -> LineEvidence.Outcome {
        let phase = direction == .download ? LineProgress.Phase.download : .upload
        let report: @Sendable (NDT7Progress) -> Void = { step in
            progress(LineProgress(phase: phase, elapsedSeconds: step.elapsedSeconds, mbps: step.mbps))
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
