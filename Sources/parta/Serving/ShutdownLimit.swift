internal import Glibc
internal import Logging
internal import ServiceLifecycle

/// Ends the program when a graceful shutdown takes too long: a client that keeps a request open may do so for a minute, and the
/// unit allows five seconds (`TimeoutStopSec=`), after which the service would count as failed.
///
/// Nothing is lost by it. What was answered is in the database; who was not answered asks again.
struct ShutdownLimit: Service {
    let logger: Logger
    var grace = Duration.seconds(4)

    func run() async throws {
        try? await gracefulShutdown()
        // Behind its own end: services are ended one after another, and this one is the first.
        Task {
            try? await Task.sleep(for: grace)
            logger.notice("requests that were still under way after \(grace) are cut off")
            _exit(0)
        }
    }
}
