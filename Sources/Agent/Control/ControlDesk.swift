public import FoundationEssentials
internal import Outbox

/// Carries out what commands ask; it opens no file that they name, and names none itself.
public struct ControlDesk: Sendable {
    let core: AgentCore
    let bundles: BundleDesk

    public init(core: AgentCore, hooks: BundleHooks? = nil) {
        self.core = core
        bundles = BundleDesk(core: core, hooks: hooks)
    }

    /// - Parameter write: takes the bytes of what is exported, piece by piece.
    /// - Throws: an `ExplainedFailure` in all that was foreseen, and what `write` throws.
    public func answer(_ request: ControlRequest, write: (Data) async throws -> Void) async throws -> ControlResult {
        switch request.ask {
        case .export:
            let count = try await bundles.export(all: request.all == true, write: write)
            return ControlResult(agent: core.agent, reports: count)
        case .acknowledge:
            guard let envelope = request.envelope else { throw BundleRefusal.foreign }
            return ControlResult(agent: core.agent, acknowledgement: try bundles.acknowledge(envelope))
        case .status:
            return ControlResult(
                agent: core.agent, regionKey: try bundles.hooks.region(), reports: try core.outbox.status().pending)
        case .sealNow:
            return ControlResult(agent: core.agent, reports: try core.seal(.everything))
        }
    }
}
