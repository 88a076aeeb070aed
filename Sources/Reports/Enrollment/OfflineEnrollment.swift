public import FoundationEssentials

/// What an enrolment file holds in place of a code for a school that no network reaches: all that enrolment would have given,
/// and the secret that the region checks when the agent's first bundle arrives.
public struct OfflineEnrollment: Sendable, Equatable {
    /// The school's registry id, as the region wrote it.
    public var school: String
    /// The region's whole key: by it acknowledgements are believed.
    public var regionKey: VerifyingKey
    /// To which bundles are sealed.
    public var sealingKey: SealingPublicKey
    /// By which the region's agents hash serials and machine components, 32 bytes.
    public var hashKey: Data
    /// `EnrollmentCode.secret`.
    public var secret: String

    public init(
        school: String, regionKey: VerifyingKey, sealingKey: SealingPublicKey, hashKey: Data, secret: String
    ) {
        self.school = school
        self.regionKey = regionKey
        self.sealingKey = sealingKey
        self.hashKey = hashKey
        self.secret = secret
    }

    /// The file's keys; every one is needed.
    public enum Key: String, CaseIterable, Sendable {
        case school = "PARTA_SCHOOL"
        case regionKey = "PARTA_REGION_KEY"
        case sealingKey = "PARTA_SEALING_KEY"
        case hashKey = "PARTA_HASH_KEY"
        case secret = "PARTA_SECRET"
    }

    /// Reads the values of an enrolment file.
    /// - Throws: `OfflineEnrollmentFailure`.
    public init(_ value: (Key) -> String?) throws(OfflineEnrollmentFailure) {
        func needed(_ key: Key) throws(OfflineEnrollmentFailure) -> String {
            guard let text = value(key), !text.isEmpty else {
                throw OfflineEnrollmentFailure(key: key, isMissing: true)
            }
            return text
        }
        func bytes(_ key: Key) throws(OfflineEnrollmentFailure) -> Data {
            guard let data = Base64URL.decode(try needed(key)[...]), data.count == 32 else {
                throw OfflineEnrollmentFailure(key: key, isMissing: false)
            }
            return data
        }
        school = try needed(.school)
        guard let regionKey = try? VerifyingKey(rawRepresentation: bytes(.regionKey)) else {
            throw OfflineEnrollmentFailure(key: .regionKey, isMissing: value(.regionKey)?.isEmpty != false)
        }
        guard let sealingKey = try? SealingPublicKey(rawRepresentation: bytes(.sealingKey)) else {
            throw OfflineEnrollmentFailure(key: .sealingKey, isMissing: value(.sealingKey)?.isEmpty != false)
        }
        self.regionKey = regionKey
        self.sealingKey = sealingKey
        hashKey = try bytes(.hashKey)
        secret = try needed(.secret)
    }

    /// The lines of an enrolment file, without the line's end.
    public var lines: [String] { Key.allCases.map { "\($0.rawValue)=\(text(of: $0))" } }

    private func text(of key: Key) -> String {
        switch key {
        case .school: school
        case .regionKey: Base64URL.encode(regionKey.rawRepresentation)
        case .sealingKey: Base64URL.encode(sealingKey.rawRepresentation)
        case .hashKey: Base64URL.encode(hashKey)
        case .secret: secret
        }
    }
}

extension OfflineEnrollment: CustomStringConvertible {
    /// Without the secret and the hash key, so that neither reaches a log through interpolation.
    public var description: String { "OfflineEnrollment(\(school))" }
}

/// Which value of an offline enrolment file is missing, or is not what its key says.
public struct OfflineEnrollmentFailure: Error, Equatable {
    public var key: OfflineEnrollment.Key
    public var isMissing: Bool

    public init(key: OfflineEnrollment.Key, isMissing: Bool) {
        self.key = key
        self.isMissing = isMissing
    }
}
