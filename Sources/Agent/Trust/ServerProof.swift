internal import Reports

/// Judges whether who answers is a server of the region: pure, so that every attack on it can be a test's row.
enum ServerProof {
    /// Whom an agent believes.
    enum Anchor: Sendable {
        /// Before enrolment: the region whose key's fingerprint the code holds.
        case code(EnrollmentCode)
        /// Afterwards: the region's key itself.
        case key(VerifyingKey)

        func isOf(_ key: VerifyingKey) -> Bool {
            switch self {
            case .code(let code): code.isFor(key)
            case .key(let known): known == key
            }
        }
    }

    /// The newest statement among those that an unknown server shows, where it proves that the server is the region's.
    ///
    /// Whoever relays all of a true server's words still shows a key of his own in TLS: the statement must name the key of
    /// the very connection it came over.
    /// - Parameters:
    ///   - answer: of `GET /v1/region`, over a connection whose server has proven to hold the key of `pin`.
    ///   - version: of the statement that is known already, 0 for none: an older one is somebody's recording.
    ///   - server: for failures.
    /// - Throws: `ConnectionFailure` of code `otherRegion`, `outdated` or `middleman`.
    static func judge(
        _ answer: RegionResponse, over pin: ServerPin, by anchor: Anchor, notBefore version: Int, server: String
    ) throws -> (text: String, trust: ServerTrust) {
        guard anchor.isOf(answer.regionKey) else {
            throw ConnectionFailure(
                code: .otherRegion, server: server, reason: "does not hold the key of this computer's region")
        }
        let statements = answer.trust ?? []
        guard let newest = ServerTrust.newest(among: statements, of: answer.regionKey, notBefore: version) else {
            let older = ServerTrust.newest(among: statements, of: answer.regionKey)?.trust.version
            let shown = older.map { "only statement \($0) of its region, and \(version) is known here" }
            throw ConnectionFailure(
                code: older == nil ? .middleman : .outdated, server: server,
                reason: "shows \(shown ?? "no statement of this computer's region on its servers")")
        }
        guard newest.trust.pins.contains(pin) else {
            throw ConnectionFailure(
                code: .middleman, server: server,
                reason: "has the key \(pin.text), which the region's statement \(newest.trust.version) does not name")
        }
        return newest
    }
}
