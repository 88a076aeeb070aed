public import FoundationEssentials
internal import Reports
public import Store

extension RegionIdentity {
    /// Makes a restored database one that all agents go on with.
    ///
    /// Its store epoch changes, so that agents send again what it has forgotten. Its statement on the servers is made anew
    /// under a number above all that were given out since the backup: agents never go back to a lower one, and those that know
    /// a later rotation would be locked out for ever.
    /// - Returns: the region, with its new store epoch.
    /// - Throws: `AggregatorFailure.damagedRegion`, or the store's error.
    public static func restored(in store: any Store, now: Date) async throws -> RegionIdentity {
        let region = try await load(from: store)
        let epoch = Data(randomBytes: 16)
        while true {
            let state = try await store.regionState()
            let change = RegionChange(
                after: state.version, secrets: RegionSecrets([Secret.storeEpoch.rawValue: epoch]))
            if try await store.changeRegion(change) { break }
        }
        _ = try await region.restate(in: store, now: now)
        return try await load(from: store)
    }
}
