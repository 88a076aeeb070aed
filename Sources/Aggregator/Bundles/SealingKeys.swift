public import FoundationEssentials
public import Reports

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

    /// Those of a region.
    /// - Throws: `AggregatorFailure.damagedRegion`.
    public init(of region: RegionIdentity, now: Date) throws {
        let keys = region.sealingKeys.filter { key in
            key.retiredAt.map { now.timeIntervalSince($0) < Self.memorySeconds } ?? true
        }
        guard let first = keys.first, first.retiredAt == nil,
            let opened = try? keys.map({ try SealingKey(rawRepresentation: $0.raw) })
        else { throw AggregatorFailure.damagedRegion(secret: RegionIdentity.Secret.sealingKey.rawValue) }
        self.init(current: opened[0], retired: Array(opened.dropFirst()))
    }
}
