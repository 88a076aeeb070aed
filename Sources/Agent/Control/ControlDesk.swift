public import FoundationEssentials
internal import Outbox

/// Carries out what commands ask; it opens no file that they name, and names none itself.
public struct ControlDesk: Sendable {
    let core: AgentCore
    let bundles: BundleDesk
    private let ring: @Sendable () -> Void

    /// - Parameter ring: called when an acknowledgement was taken, which may have brought settings, a receipt or the order
    ///   to take another key: what runs beside goes by them at once.
    public init(core: AgentCore, hooks: BundleHooks? = nil, ring: @escaping @Sendable () -> Void = {}) {
        self.core = core
        self.ring = ring
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
            // Also where a part of it failed: the rest was taken.
            defer { ring() }
            return ControlResult(agent: core.agent, acknowledgement: try bundles.acknowledge(envelope))
        case .status:
            return ControlResult(
                agent: core.agent, regionKey: try bundles.hooks.region(), reports: try core.outbox.status().pending)
        case .sealNow:
            return ControlResult(agent: core.agent, reports: try core.seal(.everything))
        }
    }
}
