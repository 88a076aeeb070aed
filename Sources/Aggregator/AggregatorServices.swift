internal import FoundationEssentials
internal import Store

/// What every controller works with.
struct AggregatorServices: Sendable {
    let store: any Store
    let region: RegionIdentity
    let configuration: AggregatorConfiguration
    let now: @Sendable () -> Date
    /// Where to measure the line, by the name under which the caller reached us (its Host header).
    let lineTestServer: @Sendable (String?) -> String?
}
