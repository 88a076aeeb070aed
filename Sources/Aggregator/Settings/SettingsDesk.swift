public import FoundationEssentials
internal import Reports
public import Store
internal import Synchronization

/// Signs schools' settings by the region's key, and does not sign again what has not changed.
public final class SettingsDesk: Sendable {
    private let store: any Store
    private let region: RegionIdentity
    private let signed = Mutex<[String: Signed]>([:])

    private struct Signed {
        var version: Int
        var settings: RegionSettings
        var text: String
    }

    /// Beyond so many schools all are forgotten: each costs a signature again.
    private static let limit = 10_000

    public init(store: any Store, region: RegionIdentity) {
        self.store = store
        self.region = region
    }

    /// The school's settings as an envelope of kind `.settings`, nil while nothing was ever set in the region.
    /// - Throws: `StoreFailure.unknownSchool`.
    public func envelope(for school: String, at now: Date) async throws -> (version: Int, text: String)? {
        let inForce = try await store.settings(of: .school(school), scope: .everything)
        guard inForce.version > 0 else { return nil }
        let settings = inForce.merged
        // By what they say as well: a school that the registry moves takes over another area's.
        if let known = signed.withLock({ $0[school] }), known.version == inForce.version, known.settings == settings {
            return (known.version, known.text)
        }
        let document = SettingsDocument(
            version: inForce.version, issuedAt: now, school: school, settings: settings)
        let text = try Envelope.seal(document, kind: .settings, with: region.signingKey).text
        signed.withLock { signed in
            if signed.count >= Self.limit { signed = [:] }
            signed[school] = Signed(version: inForce.version, settings: settings, text: text)
        }
        return (inForce.version, text)
    }
}
