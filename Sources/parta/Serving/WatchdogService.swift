internal import ServiceLifecycle
internal import ServiceManager

/// Tells systemd's watchdog that the aggregator lives, and systemd that it stops.
struct WatchdogService: Service {
    func run() async throws {
        if let interval = Watchdog.interval {
            // Twice within the interval, as sd_watchdog_enabled(3) advises.
            await cancelWhenGracefulShutdown {
                while !Task.isCancelled {
                    ServiceNotification.watchdog.send()
                    try? await Task.sleep(for: interval / 2)
                }
            }
        } else {
            try? await gracefulShutdown()
        }
        ServiceNotification.stopping.send()
    }
}
