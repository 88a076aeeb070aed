public import FoundationEssentials
public import Reports

/// A made-up computer with its agent and all that the agent told: one report at the end of each boot.
///
/// The first report carries a scan, and so does each one of a boot in which a device came or was last there, and the last.
public struct MadeComputer: Sendable, Equatable {
    public enum Standing: Sendable, Equatable {
        case enrolled
        /// Beyond the computers that the school expects: nothing it sends is taken.
        case waiting
        case revoked(Date)
    }

    /// 32 bytes.
    public var publicKey: Data
    /// By `publicKey`.
    public var agent: AgentID
    public var standing: Standing
    public var enrolledAt: Date
    public var room: String
    public var label: String
    /// As last scanned; its components are hashes of nothing.
    public var computer: Computer
    public var stream: String
    /// In order, none for an agent that never reported; report `n` was sealed on boot `n - 1`.
    public var boots: [MadeBoot]
    public var devices: [MadeDevice]
    /// Each under a lease of its own, by time.
    public var lineTests: [LineTest]
    public var slots: [SlotRecord]

    public init(
        publicKey: Data, standing: Standing, enrolledAt: Date, room: String, label: String, computer: Computer,
        stream: String, boots: [MadeBoot], devices: [MadeDevice], lineTests: [LineTest], slots: [SlotRecord]
    ) {
        self.publicKey = publicKey
        agent = AgentID(publicKey: publicKey)
        self.standing = standing
        self.enrolledAt = enrolledAt
        self.room = room
        self.label = label
        self.computer = computer
        self.stream = stream
        self.boots = boots
        self.devices = devices
        self.lineTests = lineTests
        self.slots = slots
    }

    /// The last boot at which a device could be scanned.
    public var lastBoot: Int { boots.count - 1 }

    /// The boots whose reports carry a scan.
    public var scannedBoots: Set<Int> {
        guard !boots.isEmpty else { return [] }
        return Set(devices.flatMap { [$0.firstBoot, $0.lastBoot] }).union([0, lastBoot])
    }
}
