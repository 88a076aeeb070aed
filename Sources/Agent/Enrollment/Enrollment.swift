internal import FoundationEssentials
public import Reports

/// Which region this computer belongs to: what enrolment gave, kept in `enrollment.json` (0600).
public struct Enrollment: Codable, Sendable, Equatable {
    public var server: ServerAddress
    public var regionKey: VerifyingKey
    /// The region's signed word that it took this agent in, as it came.
    public var receipt: String
    /// The school's registry id, from the receipt.
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

    public init(
        server: ServerAddress, regionKey: VerifyingKey, receipt: String, school: String, hashKey: String,
        lineTestServer: String?, room: String?, label: String?, pedagogical: Bool? = nil,
        codeHash: String
    ) {
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
        let receipt = try? Envelope(text: receipt).open(EnrollmentReceipt.self, kind: .receipt, with: regionKey)
        return receipt?.agent
    }

    /// Whether it came of this file; room, label and purpose may have changed since.
    public func cameOf(_ file: EnrollmentFile) -> Bool {
        server == file.server && regionHash?(file.code.text, purpose: "enrollment-code") == codeHash
    }

    enum CodingKeys: String, CodingKey {
        case server, receipt, school, room, label, pedagogical
        case regionKey = "region_key"
        case hashKey = "hash_key"
        case lineTestServer = "line_test_server"
        case codeHash = "code_hash"
    }
}
