public import Reports

/// What is known of a line by its contract, measured or not: who brings it, over what, how fast it is to be, what it costs.
public struct LineContract: Sendable, Hashable {
    /// The school's official id.
    public var school: String
    /// The line's id within its school, such as `1`: what gateways and line tests name too.
    public var line: String
    public var provider: String?
    public var medium: LineMedium?
    public var contractedDownloadMbps: Double?
    public var contractedUploadMbps: Double?
    /// What the provider says the line could give without being built anew.
    public var attainableDownloadMbps: Double?
    public var attainableUploadMbps: Double?
    /// A month, in `feeCurrency`.
    public var fee: Double?
    /// ISO 4217, such as `KZT`.
    public var feeCurrency: String?
    /// The contract's last day.
    public var contractUntil: CivilDate?
    /// Used only while another one fails; nil where nobody said.
    public var isBackup: Bool?

    public init(
        school: String, line: String, provider: String? = nil, medium: LineMedium? = nil,
        contractedDownloadMbps: Double? = nil, contractedUploadMbps: Double? = nil,
        attainableDownloadMbps: Double? = nil, attainableUploadMbps: Double? = nil, fee: Double? = nil,
        feeCurrency: String? = nil, contractUntil: CivilDate? = nil, isBackup: Bool? = nil
    ) {
        self.school = school
        self.line = line
        self.provider = provider
        self.medium = medium
        self.contractedDownloadMbps = contractedDownloadMbps
        self.contractedUploadMbps = contractedUploadMbps
        self.attainableDownloadMbps = attainableDownloadMbps
        self.attainableUploadMbps = attainableUploadMbps
        self.fee = fee
        self.feeCurrency = feeCurrency
        self.contractUntil = contractUntil
        self.isBackup = isBackup
    }
}
