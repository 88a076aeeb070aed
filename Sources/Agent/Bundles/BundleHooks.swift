internal import FoundationEssentials
internal import Outbox
public import Reports

/// What a bundle needs to know of the region, and who takes what an acknowledgement brings.
public struct BundleHooks: Sendable {
    /// By whose key acknowledgements are verified; nil where this computer knows no region.
    public var region: @Sendable () throws -> VerifyingKey?
    /// To which key bundles are sealed; nil where the region has not said.
    public var sealingKey: @Sendable () throws -> SealingPublicKey?
    /// An envelope of kind `.enrollment`, where this computer asks to be taken in by its bundle.
    public var enrollment: @Sendable () throws -> String?
    /// Takes the receipt that answers it.
    public var complete: (@Sendable (_ receipt: String) throws -> Void)?
    /// Takes an envelope of kind `.settings`; older ones than it has are its own to pass over.
    public var acceptSettings: (@Sendable (String) throws -> Void)?
    /// Takes envelopes of kind `.trust`, likewise.
    public var acceptTrust: (@Sendable ([String]) throws -> Void)?
    /// Takes the region's store epoch, and what that store holds.
    public var acceptStoreEpoch: (@Sendable (String, [AcceptedStream]) throws -> Void)?
    /// Has the next report tell a whole scan.
    public var sendFull: (@Sendable () throws -> Void)?

    public init(
        region: @escaping @Sendable () throws -> VerifyingKey?,
        sealingKey: @escaping @Sendable () throws -> SealingPublicKey?,
        enrollment: @escaping @Sendable () throws -> String? = { nil }
    ) {
        self.region = region
        self.sealingKey = sealingKey
        self.enrollment = enrollment
    }

    /// What an enrolled agent knows, and where each word of an acknowledgement goes. The sealing key is that of the newest
    /// statement on the region's servers; before one has come, that of the file which enrolled it without a network.
    public static func standard(for core: AgentCore) -> BundleHooks {
        var hooks = BundleHooks(
            region: { core.enrollment?.regionKey },
            sealingKey: { core.regionServers?.sealingKey ?? core.enrollment?.sealingKey },
            enrollment: { core.enrollment == nil ? nil : try core.enrollmentRequest()?.text })
        hooks.complete = { try core.complete(receipt: $0) }
        hooks.acceptSettings = { _ = try core.acceptSettings(envelopeText: $0) }
        hooks.acceptTrust = { statements in
            guard let region = core.enrollment?.regionKey else { return }
            core.trust?.take(statements, of: region)
        }
        hooks.acceptStoreEpoch = { _ = try core.outbox.recognise(storeEpoch: $0, held: $1) }
        hooks.sendFull = { try core.outbox.requestFullScan() }
        return hooks
    }
}
