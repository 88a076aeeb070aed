internal import FoundationEssentials
public import Reports

/// Which region this computer belongs to: what enrolment gave, kept in `enrollment.json` (0600).
public struct Enrollment: Codable, Sendable, Equatable {
    /// Nil where no network is.
    public var server: ServerAddress?
    public var regionKey: VerifyingKey
    /// The region's signed word that it took this agent in, as it came. Nil while an agent that enrolled without a network
    /// waits for it: it records and exports already.
    public var receipt: String?
    /// The school's registry id: from the receipt, before that from the file.
    public var school: String
    /// The region's key for hashing serials and machine components, base64url. Never reported, never logged.
    public var hashKey: String
    /// Where to measure the line: `ws://HOST:PORT`.
    public var lineTestServer: String?
    public var room: String?
    public var label: String?
    /// Whether this computer serves lessons, where the enrolment file says so.
    public var pedagogical: Bool?
    /// A keyed hash of the code, so that a new code is told from the one already used.
    public var codeHash: String
    /// To which bundles are sealed, where the enrolment file says it.
    public var sealingKey: SealingPublicKey?
    /// What the region is still to be told: kept only until the receipt is there. Never reported, never logged.
    public var secret: String?

    public init(
        server: ServerAddress?, regionKey: VerifyingKey, receipt: String?, school: String, hashKey: String,
        lineTestServer: String?, room: String?, label: String?, pedagogical: Bool? = nil,
        codeHash: String, sealingKey: SealingPublicKey? = nil, secret: String? = nil
    ) {
        self.sealingKey = sealingKey
        self.secret = secret
        self.server = server
        self.regionKey = regionKey
        self.receipt = receipt
        self.school = school
        self.hashKey = hashKey
        self.lineTestServer = lineTestServer
        self.room = room
        self.label = label
        self.pedagogical = pedagogical
        self.codeHash = codeHash
    }

    /// Hashes serials and machine components as the region does.
    public var regionHash: RegionHash? { Base64URL.decode(hashKey[...]).map { RegionHash(key: $0) } }

    /// Whom the region's receipt names, nil where it cannot be read.
    var agent: AgentID? {
        guard let receipt else { return nil }
        let word = try? Envelope(text: receipt).open(EnrollmentReceipt.self, kind: .receipt, with: regionKey)
        return word?.agent
    }

    /// Whether it came of this file; room, label and purpose may have changed since, and without a network the server too.
    public func cameOf(_ file: EnrollmentFile) -> Bool {
        guard file.isFor(regionKey), let hash = regionHash, file.ticketHash(by: hash) == codeHash else { return false }
        return file.offline != nil || server == file.server
    }

    /// The same enrolment with what the file says now beside its code.
    func following(_ file: EnrollmentFile) -> Enrollment {
        var changed = self
        changed.room = file.room
        changed.label = file.label
        changed.pedagogical = file.pedagogical
        if let server = file.server { changed.server = server }
        return changed
    }

    /// What the region is to be told, signed by the agent's key; nil once the receipt is there.
    public func request(
        publicKey: VerifyingKey, agentVersion: String, origin: Origin? = nil
    ) -> EnrollmentRequest? {
        guard receipt == nil, let secret else { return nil }
        return EnrollmentRequest(
            publicKey: publicKey, secret: secret, room: room, label: label, agentVersion: agentVersion,
            clonedFrom: origin?.clonedFrom, formerProof: origin?.formerProof)
    }

    /// The same enrolment with the region's word, which ends the need for the secret.
    /// - Throws: `EnrollmentFailure` of code `badReceipt`.
    func completed(by text: String, for key: VerifyingKey) throws -> Enrollment {
        let receipt = try Enroller.receipt(text, from: regionKey, for: key)
        var changed = self
        changed.receipt = text
        changed.school = receipt.school
        changed.secret = nil
        return changed
    }

    enum CodingKeys: String, CodingKey {
        case server, receipt, school, room, label, pedagogical, secret
        case regionKey = "region_key"
        case hashKey = "hash_key"
        case lineTestServer = "line_test_server"
        case codeHash = "code_hash"
        case sealingKey = "sealing_key"
    }
}
