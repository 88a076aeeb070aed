internal import FoundationEssentials
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
    /// Takes the region's store epoch.
    public var acceptStoreEpoch: (@Sendable (String) throws -> Void)?
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

    /// What an enrolled agent knows: the region's key from its enrolment, the sealing key from the newest statement on the
    /// region's servers that it has kept.
    public static func standard(for core: AgentCore) -> BundleHooks {
        var hooks = BundleHooks(
            region: { core.enrollment?.regionKey },
            sealingKey: {
                guard let region = core.enrollment?.regionKey else { return nil }
                return try core.state.trust(of: region)?.sealingKey
            })
        hooks.acceptTrust = { statements in
            guard let region = core.enrollment?.regionKey else { return }
            try core.state.keep(trust: statements, of: region)
        }
        return hooks
    }
}
