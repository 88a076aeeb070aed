internal import Glibc
internal import LineTesting
public import Logging
internal import NDT7
internal import NIOCore
internal import NIOPosix
internal import Reports
internal import ServiceManager
internal import Udev

extension Senses {
    /// Scanning, and one line test by hand, as `once` does them.
    /// - Parameter logger: hears what the test has to say beside its outcome.
    public func round(logger: Logger) -> AgentRound {
        AgentRound(scan: scan) { _ in
            var surveyor = lineTests.surveyor(on: core, backoff: Backoff(), logger: logger) { seconds in
                (try? await group.next().scheduleTask(in: .nanoseconds(Int64(seconds * 1e9))) {}.futureResult.get())
                    != nil
            }
            return try await surveyor.testByHand()
        }
    }

    /// What the daemon tests the line with.
    public var lineTests: LineTestSetup {
        LineTestSetup(options: { options }, instruments: instruments)
    }

    private func instruments(pause: @escaping @Sendable (Double) async -> Bool) -> LineInstruments {
        LineInstruments(
            look: { Self.place(hashedBy: $0) },
            link: { place in
                let found = await PassingThread.value { Self.link() }
                return found.flatMap { $0 } ?? place.link
            },
            ownTrafficMbps: {
                guard let route = DefaultRoute.find(in: Self.proc) else { return nil }
                return await OwnTraffic.measure(route.interface, in: Self.sys, on: group.next())
            },
            measure: { order in
                let route = DefaultRoute.find(in: Self.proc)
                var probe: GatewayProbe?
                if let route { probe = await GatewayProbe.find(behind: route, on: group.next()) }
                let pins = Set(core.trust?.statement?.pins ?? [])
                return await LineSource(group: group, clock: core.clock, durationSeconds: durationSeconds, pins: pins)
                    .measure(order, gateway: probe?.address, progress: progress)
            },
            lookAround: { await lookAround() },
            locate: { await LocateClient(group: group, userAgent: "parta-agent/\(core.version)").nearest() },
            listen: { address, token, seconds in
                try await LANListener(
                    host: address, token: token, seconds: seconds, group: group,
                    logger: Logger(label: "lan-test", factory: { _ in SwiftLogNoOpLogHandler() }))
            },
            pause: pause, draw: { .random(in: 0...1) })
    }

    private static let proc = FileTree(root: "/proc")
    private static let sys = FileTree(root: "/sys")

    /// From the kernel's tables alone: no packet leaves the computer.
    private static func place(hashedBy hash: RegionHash) -> LineInstruments.Place {
        guard let route = DefaultRoute.find(in: proc) else { return LineInstruments.Place() }
        return LineInstruments.Place(
            gateway: GatewayIdentity.hash(of: route, in: proc, by: hash), gatewayAddress: route.gateway,
            ownAddress: ownAddress(on: route.interface),
            link: LinkFacts(sys: sys, proc: proc, station: { _ in nil }).link(of: route.interface), hasRoute: true)
    }

    /// What NetworkManager and the radio say of the way to the world, within a second: a quarter each for the bus and its
    /// answer, and half of one for the radio. Blocks.
    private static func link() -> LineLink? {
        DefaultRoute.find(in: proc).map { route in
            let metered = NetworkManager.metered(timeout: .milliseconds(250))
            return LinkFacts(sys: sys, proc: proc).link(of: route.interface, metered: metered)
        }
    }

    private static func ownAddress(on interface: String) -> String? {
        // Without its interfaces a computer has no network either.
        let devices = (try? System.enumerateDevices()) ?? []
        let addresses = devices.filter { $0.name == interface }.compactMap { $0.address }
        return addresses.first { $0.protocol == .inet }?.ipAddress
    }

    /// The names of the region's server, and the platforms of the region's list.
    private func lookAround() async -> LineInstruments.Surroundings {
        let found = await LineSource(group: group, clock: core.clock)
            .lookAround(
                host: core.enrollment?.server?.host,
                LineSource.Sights(platforms: options.platforms, portalPage: portalPage))
        return LineInstruments.Surroundings(names: found.names, platforms: found.platforms)
    }
}

extension Workplace {
    /// The default gateway's hash now, for the moment of enrolment.
    static func gateway(hashedBy hash: RegionHash) -> String? {
        let proc = FileTree(root: "/proc")
        return DefaultRoute.find(in: proc).flatMap { GatewayIdentity.hash(of: $0, in: proc, by: hash) }
    }
}
