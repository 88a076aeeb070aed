/// What an agent tells its region in one sealed message.
///
/// Parts are optional because a report carries only what changed; a reader skips fields it does not know.
public struct Report: Codable, Sendable, Equatable {
    /// The newest version of this form that the program writes.
    public static let currentVersion = 1

    public var version: Int
    public var agent: AgentID
    /// 128 random bits in lower-case hexadecimal, made with every outbox file, so that a fresh outbox never re-uses numbers.
    public var stream: String
    /// Position in the stream, given when the report is sealed: from 1, or from where the stream before it was ended.
    public var seq: Int
    public var sealedAt: ObservedTime
    /// The whole computer and every device on it, as last scanned.
    public var scan: Scan?
    public var scannedAt: ObservedTime?
    public var deviceDays: [DeviceDay]?
    public var lineTests: [LineTest]?
    /// Every slot of the line tests' plan since the last report.
    public var slots: [SlotRecord]?
    /// The digest of the agent's table of devices (`DeviceTable.digest`) as of `devicesSeq`, so that a region that holds
    /// another table asks for a whole scan.
    public var devicesDigest: String?
    /// The report whose scan that table is: this one's own number where it carries a scan.
    public var devicesSeq: Int?
    /// Daily summaries of line tests that the computer could not keep one by one.
    public var lineTestDays: [LineTestDay]?
    /// How many slots the computer could not keep since then: its oldest, while it could deliver nothing.
    public var slotsDropped: Int?

    public init(
        version: Int = Report.currentVersion, agent: AgentID, stream: String, seq: Int, sealedAt: ObservedTime,
        scan: Scan? = nil, scannedAt: ObservedTime? = nil, deviceDays: [DeviceDay]? = nil, lineTests: [LineTest]? = nil,
        slots: [SlotRecord]? = nil, slotsDropped: Int? = nil, devicesDigest: String? = nil, devicesSeq: Int? = nil,
        lineTestDays: [LineTestDay]? = nil
    ) {
        self.version = version
        self.agent = agent
        self.stream = stream
        self.seq = seq
        self.sealedAt = sealedAt
        self.scan = scan
        self.scannedAt = scannedAt
        self.deviceDays = deviceDays
        self.lineTests = lineTests
        self.slots = slots
        self.slotsDropped = slotsDropped
        self.devicesDigest = devicesDigest
        self.devicesSeq = devicesSeq
        self.lineTestDays = lineTestDays
    }

    enum CodingKeys: String, CodingKey {
        case version, agent, stream, seq, scan, slots
        case bootID = "boot_id"
        case monotonic
        case wallClock = "wall_clock"
        case scannedAt = "scanned_at"
        case deviceDays = "device_days"
        case lineTests = "line_tests"
        case slotsDropped = "slots_dropped"
        case devicesDigest = "devices_digest"
        case devicesSeq = "devices_seq"
        case lineTestDays = "line_test_days"
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        version = try values.decode(Int.self, forKey: .version)
        agent = try values.decode(AgentID.self, forKey: .agent)
        stream = try values.decode(String.self, forKey: .stream)
        seq = try values.decode(Int.self, forKey: .seq)
        sealedAt = try ObservedTime(from: decoder)
        scan = try values.decodeIfPresent(Scan.self, forKey: .scan)
        scannedAt = try values.decodeIfPresent(ObservedTime.self, forKey: .scannedAt)
        deviceDays = try values.decodeIfPresent([DeviceDay].self, forKey: .deviceDays)
        lineTests = try values.decodeIfPresent([LineTest].self, forKey: .lineTests)
        slots = try values.decodeIfPresent([SlotRecord].self, forKey: .slots)
        slotsDropped = try values.decodeIfPresent(Int.self, forKey: .slotsDropped)
        devicesDigest = try values.decodeIfPresent(String.self, forKey: .devicesDigest)
        devicesSeq = try values.decodeIfPresent(Int.self, forKey: .devicesSeq)
        lineTestDays = try values.decodeIfPresent([LineTestDay].self, forKey: .lineTestDays)
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(version, forKey: .version)
        try values.encode(agent, forKey: .agent)
        try values.encode(stream, forKey: .stream)
        try values.encode(seq, forKey: .seq)
        try sealedAt.encode(to: encoder)
        try values.encodeIfPresent(scan, forKey: .scan)
        try values.encodeIfPresent(scannedAt, forKey: .scannedAt)
        try values.encodeIfPresent(deviceDays, forKey: .deviceDays)
        try values.encodeIfPresent(lineTests, forKey: .lineTests)
        try values.encodeIfPresent(slots, forKey: .slots)
        try values.encodeIfPresent(slotsDropped, forKey: .slotsDropped)
        try values.encodeIfPresent(devicesDigest, forKey: .devicesDigest)
        try values.encodeIfPresent(devicesSeq, forKey: .devicesSeq)
        try values.encodeIfPresent(lineTestDays, forKey: .lineTestDays)
    }
}
