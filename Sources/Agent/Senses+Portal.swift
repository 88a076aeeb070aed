internal import LineTesting

extension Senses {
    /// The page whose whole answer is known: the setting's, else the aggregator's own where it is plain HTTP, which only
    /// one on this computer is. Over TLS nobody else's page can answer unnoticed, and none is looked for.
    var portalPage: PortalProbe.Page? {
        if let page = options.portalPage { return page }
        guard let server = core.enrollment?.server, !server.isSecure else { return nil }
        return PortalProbe.Page(host: server.host, port: server.port, path: "/healthz", body: "ok\n")
    }
}
