internal import Aggregator
internal import ArgumentParser
internal import Logging
internal import NDT7
internal import Presentation
internal import Reports
internal import ServiceLifecycle
internal import ServiceManager
internal import Store
internal import UnixSignals

struct ServeCommand: AsyncParsableCommand {
    /// How long requests under way may still take when it is to stop. Line tests may take two seconds more, and the unit allows
    /// five for both (`TimeoutStopSec=`). Who was not answered then asks again; what was answered is in the database.
    private static let shutdownGrace = Duration.seconds(2)

    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Take reports in, offer line tests and show pages, until stopped.",
        discussion: """
            Speaks TLS wherever others than this machine can reach it, with a key and a certificate of its own making
            (`parta region`) or with given ones; docs/serving.md says more. Each option has a setting in
            \(ServiceSettings.path), over which it wins. Both listeners say on standard error where they are.
            Stop it with SIGTERM or Ctrl-C: what was acknowledged is on the disk.
            """)

    @OptionGroup var database: DatabaseOptions

    @OptionGroup var tls: TLSOptions
    @OptionGroup var connections: ConnectionOptions
    @OptionGroup var intake: IntakeOptions
    @OptionGroup var pages: PageOptions
    @OptionGroup var upstream: UpstreamOptions

    @Option(
        help: ArgumentHelp(
            "Where to take reports in; port 0 lets the system choose (default: [::]:8443 where "
                + "\(ServiceSettings.path) is, else 127.0.0.1:8080).",
            valueName: "host:port"))
    var listen: String?

    @Option(
        help: ArgumentHelp(
            "Where to offer line tests; port 0 lets the system choose (default: the next port there).",
            valueName: "host:port"))
    var ndt7Listen: String?

    @Option(help: ArgumentHelp("How many line tests may run at once (default: 4).", valueName: "n"))
    var maxTests: Int?

    @Option(
        help: ArgumentHelp(
            "Who may test: enrolled (leases and guests' tokens) or open (default: open on loopback, else enrolled)."))
    var ndt7Access: LineTestAccess?

    @Option(
        help: ArgumentHelp(
            "What line tests may take of each line in a month, in MB of both directions; 0 for no limit (default: 5000).",
            valueName: "mb"))
    var lineBudget: Int?

    func validate() throws {
        if let lineBudget, !ServiceSetting.budget.contains(lineBudget) {
            throw ValidationError("--line-budget wants 0 to 10000000, not \(lineBudget).")
        }
        if let maxTests, !ServiceSetting.tests.contains(maxTests) {
            throw ValidationError("--max-tests wants 1 to 1000, not \(maxTests).")
        }
    }

    private var options: ServeOptions {
        ServeOptions(
            listen: listen, ndt7Listen: ndt7Listen, tls: tls.tls, files: tls.files, maxTests: maxTests,
            access: ndt7Access, lineBudget: lineBudget, maxConnections: connections.maxConnections,
            maxConnectionsPerAddress: connections.maxConnectionsPerAddress, agentBudget: intake.agentBudget,
            maxBodies: intake.maxBodies, envelopeDays: intake.envelopeDays)
    }

    func run() async throws {
        try await reportingFailures {
            let logger = Logger(label: "parta", factory: { _ in JournalLog.standard() })
            let given = try ServiceSettings()
            for complaint in given.complaints { logger.warning("\(complaint)") }
            let settings = try ServeSettings(options, given)
            let listen = settings.listen
            let ndt7Listen = settings.ndt7Listen
            let isSecure = try settings.tls.isOn(for: listen)
            let scheme = isSecure ? "wss" : "ws"
            if !isSecure, !ndt7Listen.isLoopback {
                Terminal.say(
                    "warning: ws://\(ndt7Listen) offers line tests over plain ws: use only on networks you trust")
            }
            let pages = try PageSettings(pages, given).configuration()
            let store = try database.openOrCreate()
            let region = try await RegionIdentity.load(from: store)
            let forwarding = try upstream.service(given, store: store, region: region, logger: logger)
            let board = try await TrustBoard(region: region, store: store, files: settings.files)
            let access = settings.access ?? (ndt7Listen.isLoopback ? .open : .enrolled)
            let key = LineTestTokenKey(key: region.lineTestKey)
            let lineTests = LineTestService(
                listen: ndt7Listen, maximumTests: settings.maxTests, authorize: access.authorization(by: key),
                transport: isSecure ? try LineTestTransport(board) : nil, logger: logger)
            let port = try await lineTests.start()
            let ndt7Host = ndt7Listen.host
            let pulse = StorePulse(store: store, logger: logger)
            let reports = try AggregatorApplication.build(
                store: store, region: region,
                configuration: AggregatorConfiguration(
                    listen: listen, leases: LeaseRules(monthlyBytes: settings.monthlyBytes), tls: settings.tls,
                    connections: settings.connectionLimits(), agentBytesPerDay: settings.agentBudget * 1_000_000,
                    bodyBytes: settings.maxBodies * 1_000_000),
                logger: logger, trust: board,
                lineTestServer: { host in
                    "\(scheme)://" + LineTestAddress.text(host: host, fallback: ndt7Host, port: port)
                },
                makeToken: { access.token(by: key, lease: $0, agent: $1, seconds: $2) },
                pages: pages, pulse: pulse,
                onRunning: { address in
                    logger.notice(
                        """
                        reports at \(isSecure ? "https" : "http")://\(address), \
                        line tests at \(scheme)://\(ListenAddress(host: ndt7Host, port: port))
                        """)
                    ServiceNotification.ready.send()
                })
            var services = ServiceGroupConfiguration(
                services: [
                    lineTests, reports, TrustRefresh(board: board, logger: logger),
                    ForgettingService(
                        store: store, logger: logger,
                        rule: { Forgetting(now: $0, envelopeDays: settings.envelopeDays) }),
                    FiguresService(store: store, logger: logger), pulse, WatchdogService(),
                ],
                gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
            if let forwarding { services.services.append(.init(service: forwarding)) }
            services.maximumGracefulShutdownDuration = Self.shutdownGrace
            let group = ServiceGroup(configuration: services)
            try await group.run()
        }
    }
}
