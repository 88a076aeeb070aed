extension LineFindings {
    /// What one line test says.
    ///
    /// - Parameters:
    ///   - server: what came of trying the server; where nil, a figure proves that it was reached, and what the download
    ///     ended with says the rest.
    ///   - strain: what the test itself does not carry; the server's tests are filled in from its circumstances.
    public init(
        _ test: LineTest, server: ServerReach? = nil, strain: Strain = Strain(),
        thresholds: LineThresholds = .standard
    ) {
        self.init(
            server: server ?? ServerReach(test), gateway: test.gateway, serverIdleMs: test.idleLatencyMs,
            serverLoadedMs: test.loadedLatencyMs, names: test.names,
            platformReached: test.platforms.flatMap { reaches in
                reaches.isEmpty ? nil : reaches.contains { $0.firstByteMs != nil }
            },
            downloadMbps: test.downloadMbps, uploadMbps: test.uploadMbps, link: test.link, strain: strain,
            marks: test.marks ?? [],
            thresholds: thresholds)
        self.strain.serverTests = strain.serverTests ?? test.circumstances?.serverTests
        self.strain.serverTestLimit = strain.serverTestLimit ?? test.circumstances?.serverTestLimit
    }
}

extension LineFindings.ServerReach {
    /// What a test tells of its server; nil where it was not tried to its end.
    public init?(_ test: LineTest) {
        let anyFigure = test.downloadMbps != nil || test.uploadMbps != nil || test.idleLatencyMs != nil
        switch test.download?.ending {
        case "busy": self = .busy
        case _ where anyFigure: self = .reached
        case "unreachable": self = .unreachable
        case "name_not_found": self = .notFound
        // Whoever answered so was reached.
        case "refused", "bad_handshake", "not_secure": self = .reached
        default: return nil
        }
    }
}
