internal import NIOCore

/// Probes at a fixed interval, each on its own way, until it is stopped.
///
/// Lives on one event loop. Invariant: at most a probe's time-out / `interval` probes are under way.
final class ProbeSeries {
    /// One probe on the loop given; never fails.
    typealias Probe = @Sendable (any EventLoop) -> EventLoopFuture<ProbeOutcome>

    private let probe: Probe
    private let loop: any EventLoop
    private var repeated: RepeatedTask?
    /// In the order the probes were sent; nil while one is under way.
    private var outcomes: [ProbeOutcome?] = []

    private init(_ probe: @escaping Probe, loop: any EventLoop) {
        self.probe = probe
        self.loop = loop
    }

    /// Starts at once.
    static func start(
        _ probe: @escaping Probe, every interval: TimeAmount, on loop: any EventLoop
    ) -> EventLoopFuture<NIOLoopBound<ProbeSeries>> {
        loop.submit {
            let series = ProbeSeries(probe, loop: loop)
            let bound = NIOLoopBound(series, eventLoop: loop)
            series.repeated = loop.scheduleRepeatedTask(initialDelay: .zero, delay: interval) { _ in
                bound.value.send()
            }
            return bound
        }
    }

    /// Sends no more, and gives what has come back: a probe still under way says nothing yet.
    static func stop(_ series: NIOLoopBound<ProbeSeries>, on loop: any EventLoop) -> EventLoopFuture<[ProbeOutcome]> {
        loop.submit {
            series.value.repeated?.cancel()
            series.value.repeated = nil
            return series.value.outcomes.compactMap { $0 }
        }
    }

    private func send() {
        let index = outcomes.count
        outcomes.append(nil)
        probe(loop).assumeIsolated().whenSuccess { self.outcomes[index] = $0 }
    }
}
