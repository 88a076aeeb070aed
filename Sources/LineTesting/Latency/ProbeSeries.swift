internal import NIOCore

/// Probes at its pace, each on its own way, until it is stopped.
///
/// Lives on one event loop. Invariant: at most a probe's time-out / the pace's shortest interval probes are under way.
final class ProbeSeries {
    /// One probe on the loop given; never fails.
    typealias Probe = @Sendable (any EventLoop) -> EventLoopFuture<ProbeOutcome>

    private let probe: Probe
    private let loop: any EventLoop
    private let pace: ProbePace
    private var next: Scheduled<Void>?
    private var isStopped = false
    /// In the order the probes were sent; nil while one is under way.
    private var outcomes: [ProbeOutcome?] = []

    private init(_ probe: @escaping Probe, pace: ProbePace, loop: any EventLoop) {
        self.probe = probe
        self.pace = pace
        self.loop = loop
    }

    /// Starts at once.
    static func start(
        _ probe: @escaping Probe, pace: ProbePace, on loop: any EventLoop
    ) -> EventLoopFuture<NIOLoopBound<ProbeSeries>> {
        loop.submit {
            let series = ProbeSeries(probe, pace: pace, loop: loop)
            series.send()
            return NIOLoopBound(series, eventLoop: loop)
        }
    }

    /// Sends no more, and gives what has come back: a probe still under way says nothing yet.
    static func stop(_ series: NIOLoopBound<ProbeSeries>, on loop: any EventLoop) -> EventLoopFuture<[ProbeOutcome]> {
        loop.submit {
            series.value.isStopped = true
            series.value.next?.cancel()
            return series.value.outcomes.compactMap { $0 }
        }
    }

    private func send() {
        let index = outcomes.count
        outcomes.append(nil)
        probe(loop).assumeIsolated().whenSuccess { self.outcomes[index] = $0 }
        guard !isStopped else { return }
        next = loop.assumeIsolated().scheduleTask(in: pace.interval) { self.send() }
    }
}
