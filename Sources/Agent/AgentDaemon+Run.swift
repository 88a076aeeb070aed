internal import ServiceLifecycle

extension AgentDaemon {
    /// Runs all services until SIGTERM or SIGINT, then ends them in order.
    /// - Throws: what a service throws.
    public func run() async throws {
        let group = ServiceGroup(configuration: .init(services: services, gracefulShutdownSignals: [], logger: logger))
        // Unstructured: a wait for a signal cannot be cancelled and must not hold the end up.
        Task {
            await TerminationSignal.arrival()
            await group.triggerGracefulShutdown()
        }
        try await group.run()
    }
}
