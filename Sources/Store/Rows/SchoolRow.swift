public import FoundationEssentials

/// A school and what is heard from it; in JSON the school's own keys and these stand side by side.
public struct SchoolRow: Sendable, Equatable {
    public var school: School
    /// Its name in the language asked for, or the next one known.
    public var name: String
    /// Computers whose agent is enrolled here.
    public var computers: Int
    /// Those heard within `Query.liveDays`.
    public var computersLive: Int
    /// Different devices attached at the last scans.
    public var devices: Int
    /// When the last report came, by the server's clock.
    public var lastReport: Date?
    /// The latest line test that has a figure, in Mbps.
    public var lastDownloadMbps: Double?
    public var lastUploadMbps: Double?

    public init(
        school: School, name: String? = nil, computers: Int = 0, computersLive: Int = 0, devices: Int = 0,
        lastReport: Date? = nil, lastDownloadMbps: Double? = nil, lastUploadMbps: Double? = nil
    ) {
        self.school = school
        self.name = name ?? school.names.preferred(.en)
        self.computers = computers
        self.computersLive = computersLive
        self.devices = devices
        self.lastReport = lastReport
        self.lastDownloadMbps = lastDownloadMbps
        self.lastUploadMbps = lastUploadMbps
    }
}

extension SchoolRow: Codable {
    enum CodingKeys: String, CodingKey {
        case name, computers, devices
        case computersLive = "computers_live"
        case lastReport = "last_report"
        case lastDownloadMbps = "last_download_mbps"
        case lastUploadMbps = "last_upload_mbps"
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        school = try School(from: decoder)
        name = try values.decode(String.self, forKey: .name)
        computers = try values.decode(Int.self, forKey: .computers)
        computersLive = try values.decode(Int.self, forKey: .computersLive)
        devices = try values.decode(Int.self, forKey: .devices)
        lastReport = try values.decodeIfPresent(Date.self, forKey: .lastReport)
        lastDownloadMbps = try values.decodeIfPresent(Double.self, forKey: .lastDownloadMbps)
        lastUploadMbps = try values.decodeIfPresent(Double.self, forKey: .lastUploadMbps)
    }

    /// Every key in every row: what is not known is null.
    public func encode(to encoder: any Encoder) throws {
        try school.encode(to: encoder)
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(name, forKey: .name)
        try values.encode(computers, forKey: .computers)
        try values.encode(name, forKey: .name)
        try values.encode(computersLive, forKey: .computersLive)
        try values.encode(devices, forKey: .devices)
        try values.encode(lastReport, forKey: .lastReport)
        try values.encode(lastDownloadMbps, forKey: .lastDownloadMbps)
        try values.encode(lastUploadMbps, forKey: .lastUploadMbps)
    }
}
