internal import Reports

extension StateDirectory {
    /// What is known of the region's servers; nil where nothing is.
    ///
    /// A file that cannot be read as such is as none: what it held is asked for again, signed, and an agent that stopped
    /// over it would be locked out for good.
    static func knownServers(in path: String) -> KnownServers? {
        try? read(KnownServers.self, "\(path)/trust.json", as: "what is known of the region's servers")
    }

    func save(_ servers: KnownServers) throws {
        try PrivateFile.write(ReportCoder.encode(servers, pretty: true), to: "\(path)/trust.json")
    }
}
