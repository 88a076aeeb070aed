public import Store

/// What every `Store` must do, whatever it keeps its rows in: each implementation's tests run all of these.
public struct StoreContract: Sendable, CustomStringConvertible {
    /// Makes an empty store, a new one at each call.
    public typealias Factory = @Sendable () async throws -> any Store

    /// The sentence that a failing test names.
    public let description: String
    private let body: @Sendable (ContractWorld) async throws -> Void

    init(_ description: String, _ body: @escaping @Sendable (ContractWorld) async throws -> Void) {
        self.description = description
        self.body = body
    }

    public func run(_ factory: Factory) async throws {
        try await body(ContractWorld(store: factory()))
    }

    public static let all: [StoreContract] =
        registry + region + enrollment + approval + ingest + together + facts + identity + devices + reading + lines
        + lineJudgement + leases
        + leaseGuards + gateways + linesApart + peers + slots + bounds + settings + deviceTables + forgetting
        + pastLineTests + newer
        + order + tokens + guesses + audit + intakeBounds + noting + norms + pages + names + places + history
        + schoolChanges + registryTables + extras
        + programmeImports + programmes + indicators
        + assets + registeredComputers + presence + stock + pastFigures + plans + purchases + hub + forwarding
        + erasing + erasingDevices + erasingPeople
}
