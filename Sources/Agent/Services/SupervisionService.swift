internal import NIOCore
internal import Outbox
internal import ServiceLifecycle
internal import ServiceManager

/// Tells systemd that the agent is ready, alive, and stopping.
struct SupervisionService: Service, CustomStringConvertible {
    let core: AgentCore
    /// Nil where systemd set no watchdog.
    let watchdog: Duration?
    let bell: Doorbell

    /// The service group logs it; spelled out, it would hold what is not for a log.
    var description: String { "supervision" }

    func run() async throws {
        await withTaskCancellationOrGracefulShutdownHandler {
            ServiceNotification.ready.send()
            // Twice within the interval, as sd_watchdog_enabled(3) advises. The sign of life comes from the event loop that
            // every other service waits on: when that hangs, none comes.
            let seconds = watchdog.map { Double($0.components.seconds) / 2 + Double($0.components.attoseconds) / 2e18 }
            repeat {
                ServiceNotification.status(status).send()
                ServiceNotification.watchdog.send()
            } while await bell.wait(seconds: seconds) != .closed
            ServiceNotification.stopping.send()
        } onCancelOrGracefulShutdown: {
            bell.close()
        }
    }

    private var status: String {
        if core.copyNotice != nil { return "a copy of another computer: sudo parta-agent enroll URL CODE" }
        guard let enrollment = core.enrollment else { return "not enrolled: sudo parta-agent enroll URL CODE" }
        guard let outbox = try? core.outbox.status() else { return "the outbox cannot be read" }
        let aside = outbox.keptAside.map { "; a damaged outbox is kept in \($0)" } ?? ""
        return "school \(enrollment.school), \(outbox.pending) reports waiting\(aside)"
    }
}
