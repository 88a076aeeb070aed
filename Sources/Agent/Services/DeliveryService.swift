internal import Logging
internal import NIOCore
internal import Reports
internal import ServiceLifecycle
internal import ServiceManager

/// Enrols once and delivers whenever there is something, at the aggregator's pace.
struct DeliveryService: Service, CustomStringConvertible {
    let core: AgentCore
    /// The enrolment the technician asked for, if any.
    let file: EnrollmentFile?
    let policy: SealingPolicy
    let backoff: Backoff
    let bell: Doorbell
    /// Rung after enrolment, as only then may the computer be looked at and its line be tested, when the region has set how,
    /// and when it revokes this computer or takes it back.
    let enrolled: [Doorbell]
    let logger: Logger

    /// The service group logs it; spelled out, it would hold what is not for a log.
    var description: String { "delivery" }

    func run() async throws {
        await withTaskCancellationOrGracefulShutdownHandler {
            var courier = Courier(core: core, file: file, policy: policy, backoff: backoff, logger: logger)
            var pause = courier.start()
            // Of the round before, not of this one's beginning: a bundle brings settings between two rounds.
            var terms = Terms(of: core)
            while await isTime(after: pause) {
                // In the middle of a request: what is not acknowledged is still in the outbox.
                (courier, pause) = await cancelWhenGracefulShutdown { [courier] in
                    var courier = courier
                    let pause = await courier.step()
                    return (courier, pause)
                }
                let now = Terms(of: core)
                if now != terms {
                    for bell in enrolled { bell.ring() }
                }
                terms = now
            }
        } onCancelOrGracefulShutdown: {
            bell.close()
        }
    }

    /// On which terms this computer belongs to its region: when they change, the other services think again.
    private struct Terms: Equatable {
        var agent: AgentID
        var region: VerifyingKey?
        var settings: SettingsDocument?
        var standing: RegionStanding.Word?

        init(of core: AgentCore) {
            agent = core.agent
            region = core.enrollment?.regionKey
            settings = core.regionSettings
            standing = core.standing?.word
        }
    }

    /// Waits as told.
    /// - Returns: false when the program ends.
    private func isTime(after pause: Courier.Pause) async -> Bool {
        ResidentCode.release()
        switch pause {
        // What rings while there is nothing to do may be the end of that.
        case .untilNews, .forGood: return await bell.wait(seconds: nil) != .closed
        case .seconds(let seconds):
            // A scan every few minutes must not hammer a server that is down: rings do not shorten this wait.
            let end = NIODeadline.now() + .bounded(seconds: seconds)
            while true {
                let left = Double((end - .now()).nanoseconds) / 1e9
                guard left > 0 else { return !bell.isClosed }
                if await bell.wait(seconds: left) == .closed { return false }
            }
        }
    }
}
