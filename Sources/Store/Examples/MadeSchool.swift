public import FoundationEssentials

/// One school of a made-up country, with everything that its computers would have told in the period.
public struct MadeSchool: Sendable, Equatable {
    /// Always `madeUp`.
    public var school: School
    /// The code that all of its computers were enrolled by.
    public var enrollment: NewEnrollment
    /// The first one is the school's main line; there is at least one.
    public var lines: [MadeLine]
    public var computers: [MadeComputer]

    public init(school: School, enrollment: NewEnrollment, lines: [MadeLine], computers: [MadeComputer]) {
        self.school = school
        self.enrollment = enrollment
        self.lines = lines
        self.computers = computers
    }
}

/// One of a made-up school's lines, behind a gateway that its first computer confirmed when it was enrolled.
public struct MadeLine: Sendable, Equatable {
    public var id: String
    public var provider: String
    /// `fiber`, `copper`, `wireless`, `cellular`, `satellite_leo` or `satellite_geo`.
    public var medium: String
    public var contractedDownloadMbps: Double
    public var contractedUploadMbps: Double
    /// As agents hash it: 32 hexadecimal digits.
    public var gateway: String
    public var confirmedAt: Date
    public var heardAt: Date

    public init(
        id: String, provider: String, medium: String, contractedDownloadMbps: Double, contractedUploadMbps: Double,
        gateway: String, confirmedAt: Date, heardAt: Date
    ) {
        self.id = id
        self.provider = provider
        self.medium = medium
        self.contractedDownloadMbps = contractedDownloadMbps
        self.contractedUploadMbps = contractedUploadMbps
        self.gateway = gateway
        self.confirmedAt = confirmedAt
        self.heardAt = heardAt
    }
}
