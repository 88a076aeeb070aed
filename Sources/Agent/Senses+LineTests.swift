internal import LineTesting
public import Logging
internal import NDT7
internal import NIOCore
internal import NIOPosix
internal import Reports

extension Senses {
    /// Scanning, and one line test by hand, as `once` does them.
    /// - Parameter logger: hears what the test has to say beside its outcome.
    public func round(logger: Logger) -> AgentRound {
        AgentRound(scan: scan) { _ in
            var surveyor = lineTests.surveyor(on: core, backoff: Backoff(), logger: logger) { seconds in
                (try? await group.next().scheduleTask(in: .nanoseconds(Int64(seconds * 1e9))) {}.futureResult.get())
                    != nil
            }
            return try await surveyor.testByHand()
        }
    }

    /// What the daemon tests the line with.
    public var lineTests: LineTestSetup {
        LineTestSetup(options: options, instruments: instruments)
    }

    private func instruments(pause: @escaping @Sendable (Double) async -> Bool) -> LineInstruments {
        LineInstruments(
            look: { _ in LineInstruments.Place() },
            ownTrafficMbps: { nil },
            measure: { await lineSource.measure($0, progress: progress) },
            locate: {
                await LocateClient(group: group, userAgent: "parta-agent/\(core.version)").nearest()
            },
            listen: { _, _ in throw LANListenerFailure() },
            pause: pause, draw: { .random(in: 0...1) })
    }

    private var lineSource: LineSource {
        LineSource(group: group, clock: core.clock, durationSeconds: durationSeconds)
    }
}

struct LANListenerFailure: Error {}
