internal import Reports

/// What this agent knows its region's servers by: `trust.json` (0600) in the state directory.
struct KnownServers: Codable, Sendable, Equatable {
    /// The newest statement the region signed, as it came: it is verified each time it is read, so the file proves itself.
    var statement: String
    /// The server that answered last, where it was not the one the agent enrolled at.
    var lastServer: ServerAddress?

    /// What the statement says; nil where another region signed it.
    func trust(of region: VerifyingKey) -> ServerTrust? {
        ServerTrust.newest(among: [statement], of: region)?.trust
    }

    enum CodingKeys: String, CodingKey {
        case statement
        case lastServer = "last_server"
    }
}
