public import FoundationEssentials
public import Reports
public import Store

/// The keys by which a region opens bundles: the one in use, and those that were retired within two years.
public struct SealingKeys: Sendable {
    /// For how long a retired key opens what is still under way, in seconds.
    public static let memorySeconds: TimeInterval = 2 * 365 * 86_400

    public let current: SealingKey
    private let byID: [String: SealingKey]

    public init(current: SealingKey, retired: [SealingKey] = []) {
        self.current = current
        byID = Dictionary((retired + [current]).map { ($0.publicKey.id, $0) }) { $1 }
    }

    public subscript(id: String) -> SealingKey? { byID[id] }

    /// Loads them from the region's secrets, and makes the first one where there is none.
    /// - Throws: `AggregatorFailure.damagedRegion`, or the store's error.
    public static func load(from store: any Store, now: Date) async throws -> SealingKeys {
        let secrets = try await store.establishRegionSecrets(
            RegionSecrets([currentName: SealingKey().rawRepresentation]))
        guard let raw = secrets[currentName], let current = try? SealingKey(rawRepresentation: raw) else {
            throw AggregatorFailure.damagedRegion(secret: currentName)
        }
        guard let list = secrets[retiredName] else { return SealingKeys(current: current) }
        guard let retired = try? ReportCoder.decode([Retired].self, from: list),
            let keys = try? retired.filter({ now.timeIntervalSince($0.retiredAt) < memorySeconds })
                .map({ try SealingKey(rawRepresentation: $0.key) })
        else { throw AggregatorFailure.damagedRegion(secret: retiredName) }
        return SealingKeys(current: current, retired: keys)
    }

    private static let currentName = "sealing_key"
    private static let retiredName = "retired_sealing_keys"

    private struct Retired: Codable {
        var key: Data
        var retiredAt: Date

        enum CodingKeys: String, CodingKey {
            case key
            case retiredAt = "retired_at"
        }
    }
}
