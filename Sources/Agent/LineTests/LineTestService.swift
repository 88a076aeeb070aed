internal import Logging
internal import NIOCore
internal import Outbox
internal import ServiceLifecycle
internal import ServiceManager

/// Tests the line at the plan's moments, and sleeps in between.
struct LineTestService: Service, CustomStringConvertible {
    /// After a failure to keep what was done, such as a full disk, in seconds.
    static let troubledWait = 600.0

    let core: AgentCore
    let surveyor: Surveyor
    /// Rung when the computer is newly enrolled; what the surveyor waits at, too.
    let bell: Doorbell
    /// Rung when there is a test to deliver.
    let delivery: Doorbell
    let logger: Logger

    /// The service group logs it; spelled out, it would hold what is not for a log.
    var description: String { "line tests" }

    func run() async throws {
        await withTaskCancellationOrGracefulShutdownHandler {
            var surveyor = surveyor
            var wait: Double?
            repeat {
                // In the middle of a test: it is broken off, its bytes are counted, its lease is given back or runs out.
                (surveyor, wait) = await cancelWhenGracefulShutdown { [surveyor] in
                    var surveyor = surveyor
                    let wait = await step(&surveyor)
                    return (surveyor, wait)
                }
                ResidentCode.release()
            } while await bell.wait(seconds: wait) != .closed
        } onCancelOrGracefulShutdown: {
            bell.close()
        }
    }

    /// One step of the surveyor's, unless the region wants no tests of this computer.
    func step(_ surveyor: inout Surveyor) async -> Double? {
        // The region wants nothing of this computer, or nothing yet: it gives no leases either. The bell rings when it does.
        guard core.standing == nil else { return RegionStanding.waitSeconds }
        do {
            let wait = try await surveyor.step()
            // Slots that passed without a test travel with the next report.
            if wait == 0, try core.outbox.status().unsealedLineTests > 0 { delivery.ring() }
            return wait
        } catch {
            logger.error("line tests wait \(Int(Self.troubledWait)) s: \(error)")
            return Self.troubledWait
        }
    }
}
