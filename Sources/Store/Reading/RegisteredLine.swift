/// A line as the registry has it.
public struct RegisteredLine: Sendable, Equatable {
    public var id: String
    public var provider: String?
    public var medium: String?
    public var contractedDownloadMbps: Double?
    public var contractedUploadMbps: Double?

    public init(
        id: String, provider: String? = nil, medium: String? = nil, contractedDownloadMbps: Double? = nil,
        contractedUploadMbps: Double? = nil
    ) {
        self.id = id
        self.provider = provider
        self.medium = medium
        self.contractedDownloadMbps = contractedDownloadMbps
        self.contractedUploadMbps = contractedUploadMbps
    }
}
