public import Reports

/// The parts of a line test that are shown with it and never searched, as the agent sent them.
public struct LineTestDetails: Codable, Sendable, Equatable {
    public var download: LineRate?
    public var upload: LineRate?
    public var gateway: GatewayLatency?
    public var link: LineLink?
    public var names: NameAndPortal?
    public var circumstances: LineCircumstances?
    public var marks: [LineMark]?

    /// - Returns: nil for a test that has none of them, as those of the first agents.
    public init?(_ test: LineTest) {
        download = test.download
        upload = test.upload
        gateway = test.gateway
        link = test.link
        names = test.names
        circumstances = test.circumstances
        marks = test.marks
        let isEmpty =
            download == nil && upload == nil && gateway == nil && link == nil && names == nil && circumstances == nil
            && marks == nil
        if isEmpty { return nil }
    }
}
