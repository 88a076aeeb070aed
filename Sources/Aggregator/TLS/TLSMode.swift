/// Whether a listener speaks TLS.
public enum TLSMode: String, Sendable, CaseIterable {
    /// Off loopback and not on it.
    case auto
    case on
    /// On loopback alone: behind a proxy of this machine, or for tests.
    case off

    /// - Throws: `AggregatorFailure.notLoopback` where it is off and others can reach the listener.
    public func isOn(for address: ListenAddress) throws -> Bool {
        let on = self == .on || (self == .auto && !address.isLoopback)
        try address.requireSafe(withTLS: on)
        return on
    }
}
