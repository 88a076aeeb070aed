internal import FoundationEssentials
public import LineTesting
internal import NDT7
internal import NIOCore
public import Reports
internal import ServiceManager
internal import Udev

extension LineSource {
    /// What to look for around a line beside what the kernel knows.
    public struct Sights: Sendable {
        public var platforms: [PlatformList.Platform]
        /// A page that shows whether somebody else answers in its place; nil to leave that out.
        public var portalPage: PortalProbe.Page?

        public init(platforms: [PlatformList.Platform] = [], portalPage: PortalProbe.Page? = nil) {
            self.platforms = platforms
            self.portalPage = portalPage
        }
    }

    /// What lies between this computer and a server.
    public struct Way: Sendable {
        /// The router's port that answers; nil where there is no router, or it answers none.
        var gateway: SocketAddress?
        /// Whether a router stands on the way at all; nil where there is no way.
        public var hasRouter: Bool?
        var surroundings = LineSurroundings()

        /// Nothing was looked for.
        public init() {}
    }

    private static let proc = FileTree(root: "/proc")
    private static let sys = FileTree(root: "/sys")

    /// The names of `host`, the platforms, the page: one after the other, each within its own time.
    /// - Parameter host: a name whose answer matters; nil for the first platform's.
    func lookAround(host: String?, _ sights: Sights) async -> LineSurroundings {
        let loop = group.next()
        let lookUp: HostLookup = { host, port in
            do {
                return try await AddressLookup.addresses(of: host, port: port, named: host, on: loop).get()
            } catch let failure as ConnectionFailure {
                throw NameFailure(description: "it \(failure.reason)")
            }
        }
        var found = LineSurroundings()
        if let host = host.flatMap({ Self.isName($0) ? $0 : nil }) ?? sights.platforms.first?.host {
            found.names = await NameProbe(lookUp: lookUp, on: loop).measure(host)
        }
        if let page = sights.portalPage, let captive = await PortalProbe(lookUp: lookUp, on: loop).isCaptive(page) {
            found.names = found.names ?? NameAndPortal()
            found.names?.captive = captive
        }
        if !sights.platforms.isEmpty {
            do {
                found.platforms = try await PlatformProbe(lookUp: lookUp, on: loop).measure(sights.platforms)
            } catch {
                let problem = "not tried: the system's certificates cannot be read: install ca-certificates"
                found.platforms = sights.platforms.map {
                    PlatformReach(platform: $0.name, host: $0.host, problem: problem)
                }
            }
        }
        return found
    }

    /// Looks along the way to a server, for whoever sits at this computer: the network is named to nobody.
    public func way(to url: String, _ sights: Sights = Sights()) async -> Way {
        var way = Way()
        // `measure` says what is wrong with it.
        guard let server = try? TestServer(url: url) else { return way }
        let loop = group.next()
        way.surroundings = await lookAround(host: server.host, sights)
        var address = server.numericAddress
        // Without an address the server's way is the world's.
        if address == nil, !Self.isName(server.host) || way.surroundings.names?.nameMs != nil {
            address = try? await lookUp(server).first
        }
        let route = address.map { DefaultRoute.towards($0, in: Self.proc) } ?? DefaultRoute.find(in: Self.proc)
        way.hasRouter = route.map { $0.gateway != nil }
        if let route, route.interface != "lo" {
            way.gateway = await GatewayProbe.find(behind: route, on: loop)?.address
            way.surroundings.link = LinkFacts(sys: Self.sys, proc: Self.proc)
                .link(of: route.interface, metered: NetworkManager.metered())
            way.surroundings.ownTrafficMbps = await OwnTraffic.measure(
                route.interface, in: Self.sys, over: .seconds(1), on: loop)
        }
        return way
    }

    /// A region's list of platforms from a file.
    /// - Parameter complain: takes a sentence for each line that was left out.
    /// - Returns: nil when there is no such file.
    /// - Throws: `StateFailure` when it cannot be read.
    public static func platforms(
        inFile path: String, complain: (String) -> Void
    ) throws -> [PlatformList.Platform]? {
        guard let content = try PrivateFile.read(path, limitBytes: PlatformList.limitBytes, followsLink: true) else {
            return nil
        }
        let list = PlatformList(parsing: String(decoding: content, as: UTF8.self))
        for problem in list.problems { complain("\(path), \(problem)") }
        return list.platforms
    }

    /// Why a name was not found, without advice on the aggregator.
    private struct NameFailure: Error, CustomStringConvertible {
        var description: String
    }

    /// Names that somebody has to be asked for.
    static func isName(_ host: String) -> Bool {
        host.lowercased() != "localhost" && (try? SocketAddress(ipAddress: host, port: 0)) == nil
    }
}
