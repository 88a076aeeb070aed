public import FoundationEssentials
public import Reports

/// A computer: with an agent as of its last scan, or without one as the books have it.
public struct ComputerRow: Codable, Sendable, Equatable {
    /// Nil of a computer that is on the books and has no agent.
    public var agent: AgentID?
    /// What says of it: `agent`, or the list that it came with.
    public var source: Source
    /// Where the region has assigned it.
    public var school: String
    public var schoolName: String
    public var room: String?
    /// The inventory number on its sticker.
    public var label: String?
    public var vendor: String?
    public var model: String?
    public var chassis: String?
    public var cpu: String?
    public var cpuCount: Int?
    public var memoryMiB: Int?
    public var os: String?
    public var kernel: String?
    public var architecture: String?
    /// Nil where there is no agent.
    public var agentVersion: String?
    public var pedagogical: Bool
    /// A civil day, `yyyy-mm-dd`, where the books know it.
    public var purchasedOn: String?
    /// The day of its firmware, `yyyy-mm-dd`: the computer is as old or older.
    public var firmwareOn: String?
    /// Devices attached at the last scan.
    public var devices: Int
    public var scannedAt: Date?
    /// When its last report came, by the server's clock.
    public var lastReport: Date?
    /// Whether that was within `Query.liveDays`.
    public var live: Bool
    /// The agent this computer was before it was reinstalled.
    public var succeeds: AgentID?

    public enum Source: String, Codable, Sendable, CaseIterable {
        case agent, csv, glpi, ocs
    }

    public init(
        agent: AgentID?, source: Source = .agent, school: String, schoolName: String, room: String? = nil,
        label: String? = nil,
        vendor: String? = nil, model: String? = nil, chassis: String? = nil, cpu: String? = nil, cpuCount: Int? = nil,
        memoryMiB: Int? = nil, os: String? = nil, kernel: String? = nil, architecture: String? = nil,
        agentVersion: String?, pedagogical: Bool, purchasedOn: String? = nil, firmwareOn: String? = nil, devices: Int,
        scannedAt: Date? = nil, lastReport: Date? = nil,
        live: Bool, succeeds: AgentID? = nil
    ) {
        self.agent = agent
        self.source = source
        self.school = school
        self.schoolName = schoolName
        self.room = room
        self.label = label
        self.vendor = vendor
        self.model = model
        self.chassis = chassis
        self.cpu = cpu
        self.cpuCount = cpuCount
        self.memoryMiB = memoryMiB
        self.os = os
        self.kernel = kernel
        self.architecture = architecture
        self.agentVersion = agentVersion
        self.pedagogical = pedagogical
        self.purchasedOn = purchasedOn
        self.firmwareOn = firmwareOn
        self.devices = devices
        self.scannedAt = scannedAt
        self.lastReport = lastReport
        self.live = live
        self.succeeds = succeeds
    }

    enum CodingKeys: String, CodingKey {
        case agent, source, school, room, label, vendor, model, chassis, cpu, os, kernel, architecture, pedagogical
        case devices, live, succeeds
        case schoolName = "school_name"
        case cpuCount = "cpu_count"
        case memoryMiB = "memory_mib"
        case agentVersion = "agent_version"
        case purchasedOn = "purchased_on"
        case firmwareOn = "firmware_on"
        case scannedAt = "scanned_at"
        case lastReport = "last_report"
    }

    /// Every key in every row: what is not known is null.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(agent, forKey: .agent)
        try values.encode(source, forKey: .source)
        try values.encode(school, forKey: .school)
        try values.encode(schoolName, forKey: .schoolName)
        try values.encode(room, forKey: .room)
        try values.encode(label, forKey: .label)
        try values.encode(vendor, forKey: .vendor)
        try values.encode(model, forKey: .model)
        try values.encode(chassis, forKey: .chassis)
        try values.encode(cpu, forKey: .cpu)
        try values.encode(cpuCount, forKey: .cpuCount)
        try values.encode(memoryMiB, forKey: .memoryMiB)
        try values.encode(os, forKey: .os)
        try values.encode(kernel, forKey: .kernel)
        try values.encode(architecture, forKey: .architecture)
        try values.encode(agentVersion, forKey: .agentVersion)
        try values.encode(pedagogical, forKey: .pedagogical)
        try values.encode(purchasedOn, forKey: .purchasedOn)
        try values.encode(firmwareOn, forKey: .firmwareOn)
        try values.encode(devices, forKey: .devices)
        try values.encode(scannedAt, forKey: .scannedAt)
        try values.encode(lastReport, forKey: .lastReport)
        try values.encode(live, forKey: .live)
        try values.encode(succeeds, forKey: .succeeds)
    }
}
