public import FoundationEssentials
internal import Outbox
internal import Reports

/// Puts what is pending into a bundle, and takes back what the region answers to one.
public struct BundleDesk: Sendable {
    let core: AgentCore
    let hooks: BundleHooks

    public init(core: AgentCore, hooks: BundleHooks? = nil) {
        self.core = core
        self.hooks = hooks ?? .standard(for: core)
    }

    /// Seals what is not sealed and writes everything that waits; nothing is forgotten by it.
    /// - Parameters:
    ///   - all: also what the region has acknowledged lately, for a region that lost it.
    ///   - write: takes the file piece by piece.
    /// - Returns: how many reports the bundle holds.
    /// - Throws: `BundleRefusal`, `OutboxFailure`, what `write` throws.
    public func export(all: Bool, write: (Data) async throws -> Void) async throws -> Int {
        guard let region = try hooks.region() else { throw BundleRefusal.noRegion }
        guard let sealingKey = try hooks.sealingKey() else { throw BundleRefusal.noSealingKey }
        // Sixteen at a time: a backlog of half a year is more.
        while try core.seal(.everything, forBundle: true) > 0 {}
        let last = try core.outbox.status().nextSeq - 1
        let now = core.clock.now()
        // Another region's receipt, or a former agent's, says nothing here.
        let enrollment = core.enrollment.flatMap { $0.regionKey == region && $0.agent == core.agent ? $0 : nil }
        let manifest = BundleManifest(
            publicKey: core.key.publicKey, agentVersion: core.version, createdAt: now,
            enrollment: try hooks.enrollment(), receipt: enrollment?.receipt)
        var writer = try BundleWriter(manifest, to: sealingKey, created: now.wallClock)
        var count = 0
        var position = 0
        while case let page = try core.outbox.formerEnvelopes(after: position), let end = page.last {
            for envelope in page { try await Self.put(writer.append(envelope.text), write) }
            count += page.count
            position = end.seq
        }
        position = 0
        while case let page = try core.outbox.sealed(after: position, upTo: last, withAcknowledged: all),
            let end = page.last
        {
            // Before the bytes leave: an acknowledgement of a number that is not noted is not taken.
            try core.outbox.noteExported(upTo: end.seq)
            for envelope in page { try await Self.put(writer.append(envelope.text), write) }
            count += page.count
            position = end.seq
        }
        try await Self.put(writer.finish(), write)
        return count
    }

    private static func put(_ data: Data, _ write: (Data) async throws -> Void) async throws {
        if !data.isEmpty { try await write(data) }
    }
}
