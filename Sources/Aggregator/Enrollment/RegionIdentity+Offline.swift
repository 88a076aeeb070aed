internal import Crypto
public import Reports
public import Store

extension RegionIdentity {
    /// What a school without a network enrols with, for a code just made.
    /// - Throws: `AggregatorFailure.damagedRegion`, or the store's error.
    public func offlineEnrollment(
        school: String, code: EnrollmentCode, from store: any Store
    ) async throws -> OfflineEnrollment {
        OfflineEnrollment(
            school: school, regionKey: publicKey, sealingKey: try await Self.sealingKey(from: store),
            hashKey: hashKey, secret: code.secret)
    }

    /// The public half of the region's sealing key, which is made where it is missing.
    private static func sealingKey(from store: any Store) async throws -> SealingPublicKey {
        let name = "sealing_key"
        let proposed = Curve25519.KeyAgreement.PrivateKey().rawRepresentation
        let kept = try await store.establishRegionSecrets(RegionSecrets([name: proposed]))[name]
        guard let kept, let key = try? Curve25519.KeyAgreement.PrivateKey(rawRepresentation: kept) else {
            throw AggregatorFailure.damagedRegion(secret: name)
        }
        return try SealingPublicKey(rawRepresentation: key.publicKey.rawRepresentation)
    }
}
