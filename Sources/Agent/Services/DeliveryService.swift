internal import Logging
internal import NIOCore
internal import ServiceLifecycle

/// Enrols once and delivers whenever there is something, at the aggregator's pace.
struct DeliveryService: Service, CustomStringConvertible {
    let core: AgentCore
    /// The enrolment the technician asked for, if any.
    let file: EnrollmentFile?
    let policy: SealingPolicy
    let backoff: Backoff
    let bell: Doorbell
    /// Rung after enrolment, as only then may the computer be looked at and its line be tested, and when the region has set
    /// how.
    let enrolled: [Doorbell]
    let logger: Logger

    /// The service group logs it; spelled out, it would hold what is not for a log.
    var description: String { "delivery" }

    func run() async throws {
        await withTaskCancellationOrGracefulShutdownHandler {
            var courier = Courier(core: core, file: file, policy: policy, backoff: backoff, logger: logger)
            var pause = courier.start()
            while await isTime(after: pause) {
                let wasEnrolled = core.enrollment != nil
                let settings = core.regionSettings
                // In the middle of a request: what is not acknowledged is still in the outbox.
                (courier, pause) = await cancelWhenGracefulShutdown { [courier] in
                    var courier = courier
                    let pause = await courier.step()
                    return (courier, pause)
                }
                let isNewlyEnrolled = !wasEnrolled && core.enrollment != nil
                guard isNewlyEnrolled || core.regionSettings != settings else { continue }
                for bell in enrolled { bell.ring() }
            }
        } onCancelOrGracefulShutdown: {
            bell.close()
        }
    }

    /// Waits as told.
    /// - Returns: false when the program ends.
    private func isTime(after pause: Courier.Pause) async -> Bool {
        switch pause {
        case .untilNews: return await bell.wait(seconds: nil) != .closed
        case .forGood:
            while await bell.wait(seconds: nil) != .closed {}
            return false
        case .seconds(let seconds):
            // A scan every few minutes must not hammer a server that is down: rings do not shorten this wait.
            let end = NIODeadline.now() + .nanoseconds(Int64(seconds * 1e9))
            while true {
                let left = Double((end - .now()).nanoseconds) / 1e9
                guard left > 0 else { return !bell.isClosed }
                if await bell.wait(seconds: left) == .closed { return false }
            }
        }
    }
}
