public import Reports

extension RegionIdentity {
    /// What a school without a network enrols with, for a code just made.
    /// - Throws: `AggregatorFailure.damagedRegion`.
    public func offlineEnrollment(school: String, code: EnrollmentCode) throws -> OfflineEnrollment {
        guard let current = sealingKeys.first, let key = try? SealingKey(rawRepresentation: current.raw) else {
            throw AggregatorFailure.damagedRegion(secret: Secret.sealingKey.rawValue)
        }
        return OfflineEnrollment(
            school: school, regionKey: publicKey, sealingKey: key.publicKey, hashKey: hashKey, secret: code.secret)
    }
}
