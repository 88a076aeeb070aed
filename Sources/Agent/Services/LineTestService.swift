internal import Logging
internal import NIOCore
internal import Outbox
internal import Reports
internal import ServiceLifecycle

/// Measures the line now and then; whether now is a good time is for the closure to say.
struct LineTestService: Service, CustomStringConvertible {
    let core: AgentCore
    let measure: AgentRound.Measuring
    let intervalSeconds: Double
    let bell: Doorbell
    /// Rung when there is a test to deliver.
    let delivery: Doorbell
    let logger: Logger

    /// The service group logs it; spelled out, it would hold what is not for a log.
    var description: String { "line tests" }

    func run() async throws {
        await withTaskCancellationOrGracefulShutdownHandler {
            // The first wait is random: the PCs of a room, switched on together, do not measure together.
            var wait = Double.random(in: 0...intervalSeconds / 4)
            while await bell.wait(seconds: wait) != .closed {
                wait = intervalSeconds * Double.random(in: 0.9...1.1)
                await test()
            }
        } onCancelOrGracefulShutdown: {
            bell.close()
        }
    }

    private func test() async {
        guard let enrollment = core.enrollment else { return }
        do {
            let test = await cancelWhenGracefulShutdown { [measure] in await measure(enrollment) }
            guard let test else { return }
            try core.record(lineTest: test)
            delivery.ring()
        } catch {
            logger.error("the line test was not kept: \(error)")
        }
    }
}
