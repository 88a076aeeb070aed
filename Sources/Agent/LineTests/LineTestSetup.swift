internal import Logging

/// What line tests need beside the agent's core: what they may do, and what they measure with.
public struct LineTestSetup: Sendable {
    /// As they are in force when it is called.
    let options: @Sendable () -> LineTestOptions
    /// - Parameter: how the instruments and the surveyor wait.
    let instruments: @Sendable (@escaping @Sendable (Double) async -> Bool) -> LineInstruments

    func surveyor(
        on core: AgentCore, backoff: Backoff, logger: Logger, pause: @escaping @Sendable (Double) async -> Bool
    ) -> Surveyor {
        Surveyor(
            core: core, instruments: instruments(pause), options: options(), renewed: options, backoff: backoff,
            logger: logger)
    }
}
