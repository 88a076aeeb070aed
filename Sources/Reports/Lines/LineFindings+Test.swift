extension LineFindings {
    /// What one line test says.
    ///
    /// - Parameters:
    ///   - server: what came of trying the server; where nil, a figure proves that it was reached, and nothing proves that
    ///     it was not.
    ///   - strain: what the test itself does not carry; the server's tests are filled in from its circumstances.
    public init(_ test: LineTest, server: ServerReach? = nil, strain: Strain = Strain()) {
        let anyFigure = test.downloadMbps != nil || test.uploadMbps != nil || test.idleLatencyMs != nil
        self.init(
            server: server ?? (anyFigure ? .reached : nil), gateway: test.gateway, serverIdleMs: test.idleLatencyMs,
            serverLoadedMs: test.loadedLatencyMs, names: test.names,
            platformReached: test.platforms.flatMap { reaches in
                reaches.isEmpty ? nil : reaches.contains { $0.firstByteMs != nil }
            },
            downloadMbps: test.downloadMbps, uploadMbps: test.uploadMbps, link: test.link, strain: strain,
            marks: test.marks ?? [])
        self.strain.serverTests = strain.serverTests ?? test.circumstances?.serverTests
        self.strain.serverTestLimit = strain.serverTestLimit ?? test.circumstances?.serverTestLimit
    }
}
