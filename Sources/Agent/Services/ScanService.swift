internal import Logging
internal import NIOCore
internal import Outbox
internal import Reports
internal import ServiceLifecycle

/// Looks at the computer at start and every few minutes, and keeps what it sees.
struct ScanService: Service {
    let core: AgentCore
    let scan: AgentRound.Scanning
    let intervalSeconds: Double
    /// Rung when the computer is newly enrolled and wants a look at once.
    let bell: Doorbell
    /// Rung when there may be something to deliver.
    let delivery: Doorbell
    let logger: Logger

    func run() async throws {
        await withTaskCancellationOrGracefulShutdownHandler {
            repeat {
                look()
            } while await bell.wait(seconds: intervalSeconds) != .closed
        } onCancelOrGracefulShutdown: {
            bell.close()
        }
    }

    /// One look; what fails is told and tried again at the next.
    private func look() {
        guard let enrollment = core.enrollment else { return }
        do {
            let seen = try scan(enrollment)
            let isNews = try core.record(scan: seen)
            logger.debug("scanned", metadata: ["devices": "\(seen.devices.count)", "news": "\(isNews)"])
            delivery.ring()
        } catch {
            logger.error("the scan was not kept: \(error)")
        }
    }
}
