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

    /// What is agreed of its lines, for the registry's import.
    public var contracts: [LineContract] {
        lines.enumerated().map { position, line in
            LineContract(
                school: school.id, line: line.id, provider: line.provider, medium: line.medium,
                contractedDownloadMbps: line.contractedDownloadMbps, contractedUploadMbps: line.contractedUploadMbps,
                attainableDownloadMbps: line.medium == .fiber ? 1_000 : nil,
                fee: (line.contractedDownloadMbps * 900 + 15_000).rounded(), feeCurrency: "KZT", isBackup: position > 0)
        }
    }
}

/// One of a made-up school's lines, behind a gateway that its first computer confirmed when it was enrolled.
public struct MadeLine: Sendable, Equatable {
    public var id: String
    public var provider: String
    public var medium: LineMedium
    public var contractedDownloadMbps: Double
    public var contractedUploadMbps: Double
    /// As agents hash it: 32 hexadecimal digits.
    public var gateway: String
    public var confirmedAt: Date
    public var heardAt: Date

    public init(
        id: String, provider: String, medium: LineMedium, contractedDownloadMbps: Double, contractedUploadMbps: Double,
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
