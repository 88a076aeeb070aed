internal import NDT7
internal import NIOCore
internal import NIOSSL
public import Reports

extension LineSource {
    /// Accepts a server by its key alone.
    static func trust(in pins: Set<ServerPin>) -> SecureTransport.Trust {
        .custom { chain, promise in
            let pin = chain.first.flatMap { PeerKey.look(at: $0) }?.pin
            promise.succeed(pin.map(pins.contains) == true ? .certificateVerified : .failed)
        }
    }

    /// What a server is known by where it is one of the region this computer is enrolled in: on the host of the region's
    /// aggregators or of its line tests. Nobody else's server has those keys.
    /// - Parameter path: the state directory.
    /// - Returns: none where it is not the region's, or this user may not read the state.
    public static func pins(toward url: String, in path: String) -> Set<ServerPin> {
        guard let server = try? TestServer(url: url), server.isSecure,
            let enrollment = try? StateDirectory.enrollment(in: path),
            let trust = StateDirectory.knownServers(in: path)?.trust(of: enrollment.regionKey)
        else { return [] }
        var hosts = Set(trust.servers.compactMap { try? ServerAddress($0).host.lowercased() })
        if let server = enrollment.server { hosts.insert(server.host.lowercased()) }
        if let line = enrollment.lineTestServer, let line = try? TestServer(url: line) {
            hosts.insert(line.host.lowercased())
        }
        return hosts.contains(server.host.lowercased()) ? Set(trust.pins) : []
    }
}
