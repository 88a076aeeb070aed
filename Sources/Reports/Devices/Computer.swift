/// A PC with an agent: what it is made of and what runs on it. No host name and no user: neither is needed to equip.
public struct Computer: Codable, Sendable, Equatable {
    /// The inventory number on its sticker, as the technician typed it.
    public var label: String?
    public var room: String?
    public var vendor: String?
    public var model: String?
    /// DMI chassis kind in words: `desktop`, `laptop`, `all_in_one`, `virtual`, ...
    public var chassis: String?
    public var firmwareDate: String?
    public var cpu: String?
    /// Logical processors online.
    public var cpuCount: Int?
    /// Usable memory in MiB (`MemTotal`).
    public var memoryMiB: Int?
    /// `ID` and `VERSION_ID` of os-release, such as `debian 12`.
    public var os: String?
    public var kernel: String?
    public var architecture: String?
    public var bootID: String?
    public var agentVersion: String
    /// Whether it serves lessons (UIS: "for pedagogical use").
    public var pedagogical: Bool
    /// Region-keyed hashes of the machine's parts, by which a clone is told from a repaired PC. Empty before enrolment.
    public var components: [MachineComponent]

    public init(
        label: String? = nil, room: String? = nil, vendor: String? = nil, model: String? = nil,
        chassis: String? = nil, firmwareDate: String? = nil, cpu: String? = nil, cpuCount: Int? = nil,
        memoryMiB: Int? = nil, os: String? = nil, kernel: String? = nil, architecture: String? = nil,
        bootID: String? = nil, agentVersion: String, pedagogical: Bool = true, components: [MachineComponent] = []
    ) {
        self.label = label
        self.room = room
        self.vendor = vendor
        self.model = model
        self.chassis = chassis
        self.firmwareDate = firmwareDate
        self.cpu = cpu
        self.cpuCount = cpuCount
        self.memoryMiB = memoryMiB
        self.os = os
        self.kernel = kernel
        self.architecture = architecture
        self.bootID = bootID
        self.agentVersion = agentVersion
        self.pedagogical = pedagogical
        self.components = components
    }

    enum CodingKeys: String, CodingKey {
        case label, room, vendor, model, chassis, cpu, os, kernel, architecture, pedagogical, components
        case firmwareDate = "firmware_date"
        case cpuCount = "cpu_count"
        case memoryMiB = "memory_mib"
        case bootID = "boot_id"
        case agentVersion = "agent_version"
    }
}

/// One part of a machine's identity, known to the region only by a keyed hash.
public struct MachineComponent: Codable, Sendable, Hashable {
    public enum Kind: String, Codable, Sendable, CaseIterable {
        case dmiUUID = "dmi_uuid"
        case dmiSerial = "dmi_serial"
        case mac
        case disk
        /// A part that only a newer program knows: tells nothing.
        case unknown
        /// A word of a newer program reads as `unknown`.
        public init(from decoder: any Decoder) throws {
            let word = try decoder.singleValueContainer().decode(String.self)
            self = Kind(rawValue: word) ?? .unknown
        }
    }

    public var kind: Kind
    /// Lower-case hexadecimal, 32 characters.
    public var hash: String

    public init(kind: Kind, hash: String) {
        self.kind = kind
        self.hash = hash
    }
}
