public import FoundationEssentials
public import Reports
public import Store

extension RegionIdentity {
    /// Makes an enrolment code; the store keeps what it is good for and a keyed hash of its secret, nobody the code.
    /// - Parameters:
    ///   - uses: how many computers it may enrol.
    ///   - expected: how many computers the school has in all; nil leaves what was said before.
    ///   - now: when it is made.
    /// - Throws: `StoreFailure.unknownSchool`.
    public func newEnrollment(
        school: String, room: String? = nil, uses: Int, expected: Int? = nil, expiresAt: Date, in store: any Store,
        now: Date = Date()
    ) async throws -> EnrollmentCode {
        let code = EnrollmentCode(regionKey: publicKey, secret: Data(randomBytes: 7))
        _ = try await store.createEnrollment(
            NewEnrollment(
                secretHash: secretHash(of: code.secret), school: school, room: room, uses: uses, expected: expected,
                createdAt: now, expiresAt: expiresAt))
        return code
    }
}
